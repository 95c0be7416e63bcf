namespace SmartCity.Node.Virtual;

/// <summary>A wait that ends when its time is over or when something has happened, whichever comes first. One waiter.</summary>
internal sealed class Wake : IDisposable
{
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiter;
    private bool _pending;

    public Wake(TimeProvider time) =>
        _timer = time.CreateTimer(static w => ((Wake)w!).Signal(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Ends the current wait, or the next one at once.</summary>
    public void Signal()
    {
        TaskCompletionSource? waiter;
        lock (_gate)
        {
            waiter = _waiter;
            _waiter = null;
            _pending = waiter is null;
        }

        waiter?.SetResult();
    }

    public Task WaitAsync(TimeSpan atMost)
    {
        lock (_gate)
        {
            if (_pending || atMost <= TimeSpan.Zero)
            {
                _pending = false;
                return Task.CompletedTask;
            }

            _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _timer.Change(atMost, Timeout.InfiniteTimeSpan);
            return _waiter.Task;
        }
    }

    public void Dispose() => _timer.Dispose();
}
