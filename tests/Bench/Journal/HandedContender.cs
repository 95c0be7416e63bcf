namespace SmartCity.Bench.Journal;

/// <summary>
/// The raw limit behind what any group commit has: the caller hands over to one writer, and is answered by the thread
/// pool. What it falls short of the raw limit by is the price of two threads waking each other on this machine.
/// </summary>
internal sealed class HandedContender : RawContender
{
    private readonly object _gate = new();
    private readonly Thread _writer;
    private TaskCompletionSource? _asked;
    private (byte[] Payload, int Records) _what;
    private bool _closed;

    public HandedContender(string directory) : base(directory)
    {
        _writer = new Thread(Loop) { IsBackground = true };
        _writer.Start();
    }

    public override string Name => "handed";

    public override async ValueTask CommitAsync(byte[] payload, int records)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            (_asked, _what) = (asked, (payload, records));
            Monitor.Pulse(_gate);
        }

        await asked.Task.ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }

        _writer.Join();
        return base.DisposeAsync();
    }

    private void Loop()
    {
        while (true)
        {
            TaskCompletionSource asked;
            lock (_gate)
            {
                while (_asked is null && !_closed) Monitor.Wait(_gate);
                if (_asked is null) return;
                (asked, _asked) = (_asked, null);
            }

            Commit(_what.Payload, _what.Records);
            asked.SetResult();
        }
    }
}
