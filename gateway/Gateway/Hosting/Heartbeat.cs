namespace SmartCity.Gateway.Hosting;

/// <summary>
/// One beat a second for all that looks at something now and then: to wake the processor costs more than most of what is
/// done then, so that it is woken once for all of them.
/// </summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Lock _calls = new();
    private readonly Lock _gate = new();
    private readonly List<Action> _listeners = [];
    private readonly ITimer _timer;
    private TaskCompletionSource? _next;
    private int _beating;

    public Heartbeat(TimeProvider time) => _timer = time.CreateTimer(_ => Beat(), null, Every, Every);

    /// <summary>Calls at every beat, one listener after the other, until what is returned is disposed of, which waits for a call under way.</summary>
    /// <param name="listener">Takes little time, and waits for nothing: a beat that comes meanwhile is left out.</param>
    public IDisposable Listen(Action listener)
    {
        lock (_calls) _listeners.Add(listener);
        return new Listening(this, listener);
    }

    /// <summary>Ends with the next beat.</summary>
    public Task NextAsync(CancellationToken cancellation)
    {
        lock (_gate) return (_next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(cancellation);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Beat()
    {
        if (Interlocked.Exchange(ref _beating, 1) == 1) return;
        try
        {
            lock (_calls)
            {
                foreach (var listener in _listeners) listener();
            }

            lock (_gate)
            {
                _next?.TrySetResult();
                _next = null;
            }
        }
        finally
        {
            Volatile.Write(ref _beating, 0);
        }
    }

    private void Forget(Action listener)
    {
        lock (_calls) _listeners.Remove(listener);
    }

    private sealed class Listening(Heartbeat heart, Action listener) : IDisposable
    {
        public void Dispose() => heart.Forget(listener);
    }
}
