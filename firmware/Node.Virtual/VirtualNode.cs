using SmartCity.Node.Virtual.Link;
using SmartCity.Node.Virtual.Platform;

namespace SmartCity.Node.Virtual;

/// <summary>
/// A virtual node in real life: the node's program over simulated hardware and real sockets, on a loop of its own that
/// sleeps between steps. A hundred of them share a process without being noticed.
/// </summary>
public sealed class VirtualNode : IAsyncDisposable
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(5);

    private readonly VirtualNodeOptions _options;
    private readonly WorldTime _world;
    private readonly MqttNetClient _mqtt;
    private readonly VirtualBoard _board;
    private readonly Wake _wake;
    private readonly Lock _gate = new();
    private Task _loop = Task.CompletedTask;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _ending;

    public VirtualNode(VirtualNodeOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _world = new WorldTime(time, options.Speed, options.Start);
        _mqtt = new MqttNetClient(options.Trusted, options.Speed);
        _board = BoardFactory.Create(options, _world, _mqtt, _mqtt.Sever);
        _wake = new Wake(time);
        _mqtt.Activity += _wake.Signal;
        _board.PackProduced += p => PackProduced?.Invoke(p);
    }

    /// <summary>Raised on the node's loop for every pack that is durably in its outbox, before it can be sent.</summary>
    public event Action<PackProduced>? PackProduced;

    public NodeIdentity Identity => _options.Identity;

    public NodeProfile Profile => _options.Profile;

    /// <summary>Boots the node and starts its loop.</summary>
    /// <returns>Packs of earlier lives that still wait in its outbox.</returns>
    /// <exception cref="InvalidOperationException">The node refuses its configuration.</exception>
    public IReadOnlyList<PackProduced> Start()
    {
        _board.Boot(ResetReason.PowerOn);
        IReadOnlyList<PackProduced> waiting = _board.Waiting();
        _loop = Task.Run(RunAsync);
        return waiting;
    }

    /// <summary>What the node counts. Safe to call at any time.</summary>
    public NodeCounters Counters()
    {
        lock (_gate) return NodeCounters.Of(_board);
    }

    /// <summary>
    /// Ends the node on purpose: the open pack goes to the outbox, and for at most <paramref name="drain"/> of real time it
    /// goes on sending until everything is acknowledged.
    /// </summary>
    /// <returns>True when nothing is left in the outbox.</returns>
    public async Task<bool> StopAsync(TimeSpan drain, CancellationToken cancellation = default)
    {
        lock (_gate) _board.Stop();
        _wake.Signal();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task over = Task.Delay(drain, _time, limit.Token);
        await Task.WhenAny(_drained.Task, over).ConfigureAwait(false);
        await limit.CancelAsync().ConfigureAwait(false);
        await EndAsync().ConfigureAwait(false);
        return _drained.Task.IsCompleted;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync().ConfigureAwait(false);
        _mqtt.Dispose();
        _wake.Dispose();
    }

    private async Task EndAsync()
    {
        _ending = true;
        _wake.Signal();
        await _loop.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (!_ending)
        {
            TimeSpan wait;
            lock (_gate) wait = _world.Real(_board.Step());
            if (_board.IsDrained) _drained.TrySetResult();
            await _wake.WaitAsync(wait > ShortestWait ? wait : ShortestWait).ConfigureAwait(false);
        }
    }
}
