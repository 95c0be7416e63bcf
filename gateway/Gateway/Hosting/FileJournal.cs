using SmartCity.Gateway.Config;
using SmartCity.Journal;

namespace SmartCity.Gateway.Hosting;

/// <summary>The journal of a configuration: <c>journal/</c> in its data directory.</summary>
internal static class FileJournal
{
    private const long MiB = 1L << 20;

    // The duplicate index is one state; 512 KiB hold that of some 10,000 nodes.
    private const int MaxRecordBytes = 512 << 10;

    /// <summary>Opens and recovers on a thread of its own; a large journal takes seconds.</summary>
    /// <exception cref="StorageException">The disk cannot be read, or another process has the journal open.</exception>
    public static Task<IJournal> OpenAsync(GatewayOptions options, TimeProvider time, IJournalObserver observer, CancellationToken cancellation) =>
        Task.Run<IJournal>(
            () =>
            {
                DataDirectory.Make(options.Data);
                var section = options.Journal;
                var journal = new JournalOptions
                {
                    Linger = TimeSpan.FromMilliseconds(section.LingerMs),
                    DataBytes = section.DataMegabytes * MiB,
                    EventBytes = section.EventMegabytes * MiB,
                    DataAge = section.DataDays == 0 ? null : TimeSpan.FromDays(section.DataDays),
                    EventAge = section.EventDays == 0 ? null : TimeSpan.FromDays(section.EventDays),
                    MaxRecordBytes = MaxRecordBytes,
                };
                return DurableLog.Open(new FileStorage(Path.Combine(options.Data, "journal")), journal, time, observer);
            },
            cancellation);
}
