using System.Runtime.CompilerServices;
using SmartCity.Journal;

namespace SmartCity.Bench.Journal;

/// <summary>
/// The journal with a consumer that keeps up, so that segments are used again; the commit is asked for rather than
/// lingered for.
/// </summary>
internal sealed class JournalContender : IContender
{
    private const int CommitsAnAcknowledgement = 100;
    private readonly ICursor? _cursor;
    private ValueTask<AppendResult>[] _waiting = [];
    private long _allocated;
    private int _commits;

    /// <param name="directory">Where it lives.</param>
    /// <param name="followed">False: nobody acknowledges, and everything is kept.</param>
    public JournalContender(string directory, bool followed = true)
    {
        Log = DurableLog.Open(new FileStorage(directory), new JournalOptions { Linger = Forever }, TimeProvider.System);
        if (followed) _cursor = Log.OpenCursor("city");
    }

    public DurableLog Log { get; }

    public string Name => "journal";

    public Spent Spent => Spent.Of(Log.Wear, _allocated);

    /// <summary>A commit happens when it is asked for, and neither the linger nor a full batch cuts in.</summary>
    private static TimeSpan Forever => TimeSpan.FromDays(1);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask CommitAsync(byte[] payload, int records)
    {
        if (_waiting.Length < records) _waiting = new ValueTask<AppendResult>[records];
        var before = GC.GetTotalAllocatedBytes();
        await AppendAsync(payload, records).ConfigureAwait(false);
        _allocated += GC.GetTotalAllocatedBytes() - before;
        if (++_commits % CommitsAnAcknowledgement == 0) _cursor?.Acknowledge(Lane.Data, 0, Log.End(Lane.Data));
    }

    /// <summary>Commits empty batches until the journal has all the files that it wants ready, which it zeroes a slice a commit.</summary>
    public async Task RestAsync()
    {
        for (var prepared = -1L; prepared != Log.Wear.Bytes(WearCause.Prepare);)
        {
            prepared = Log.Wear.Bytes(WearCause.Prepare);
            await Log.CommitAsync().ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => Log.DisposeAsync();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AppendAsync(byte[] payload, int records)
    {
        for (var i = 0; i < records; i++) _waiting[i] = Log.AppendAsync(Lane.Data, 1, payload);
        await Log.CommitAsync().ConfigureAwait(false);
        for (var i = 0; i < records; i++)
        {
            var result = await _waiting[i].ConfigureAwait(false);
            if (!result.Committed) throw new IOException(result.Reason);
        }
    }
}
