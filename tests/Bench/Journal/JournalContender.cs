using SmartCity.Journal;

namespace SmartCity.Bench.Journal;

/// <summary>The journal, as the gateway opens it; the commit is asked for rather than lingered for.</summary>
internal sealed class JournalContender(string directory) : IContender
{
    private ValueTask<AppendResult>[] _waiting = [];

    public DurableLog Log { get; } = DurableLog.Open(new FileStorage(directory), new JournalOptions(), TimeProvider.System);

    public string Name => "journal";

    public async ValueTask CommitAsync(byte[] payload, int records)
    {
        if (_waiting.Length < records) _waiting = new ValueTask<AppendResult>[records];
        for (var i = 0; i < records; i++) _waiting[i] = Log.AppendAsync(Lane.Data, 1, payload);
        await Log.CommitAsync().ConfigureAwait(false);
        for (var i = 0; i < records; i++)
        {
            var result = await _waiting[i].ConfigureAwait(false);
            if (!result.Committed) throw new IOException(result.Reason);
        }
    }

    public ValueTask DisposeAsync() => Log.DisposeAsync();
}
