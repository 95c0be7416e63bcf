using SmartCity.Gateway.Operate.Progress;

namespace SmartCity.Gateway.Operate.Service;

/// <summary>
/// Tells the service manager that the gateway lives, for as long as each of its loops gets somewhere, and what it is doing.
/// A loop that stalls is named in the log and in the status line, and the feed stops; the manager then ends the process
/// and starts it again.
/// </summary>
internal sealed class WatchdogFeed : IAsyncDisposable
{
    // A third of what the manager grants: one beat may be late or lost.
    private const int BeatsPerInterval = 3;
    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(10);

    private readonly IServiceManager _manager;
    private readonly Func<IEnumerable<WorkGauge>> _gauges;
    private readonly Func<string> _status;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private string? _stalled;
    private string? _said;

    /// <summary>Begins to feed.</summary>
    /// <param name="gauges">The loops that run now; asked at each beat.</param>
    /// <param name="status">A line for people, shown by <c>systemctl status</c>.</param>
    public WatchdogFeed(IServiceManager manager, Func<IEnumerable<WorkGauge>> gauges, Func<string> status, TimeProvider time, ILogger logger)
    {
        (_manager, _gauges, _status, _logger) = (manager, gauges, status, logger);
        var every = manager.Watchdog / BeatsPerInterval is { } third && third < StatusEvery ? third : StatusEvery;
        _timer = time.CreateTimer(_ => Beat(), null, TimeSpan.Zero, every);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Beat()
    {
        var stalled = _gauges().FirstOrDefault(gauge => gauge.Stalled);
        if (stalled?.Name != _stalled)
        {
            if (stalled is not null) OperateLog.Stalled(_logger, stalled.Name, stalled.Waiting.TotalSeconds);
            else OperateLog.Resumed(_logger, _stalled!);
            _stalled = stalled?.Name;
        }

        var status = stalled is null ? _status() : $"{stalled.Name} makes no progress";
        if (status != _said) _manager.Notify("STATUS=" + status);
        _said = status;
        if (stalled is null && _manager.Watchdog is not null) _manager.Notify("WATCHDOG=1");
    }
}
