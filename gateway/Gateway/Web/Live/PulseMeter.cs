using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Hosting;
using SmartCity.Journal;

namespace SmartCity.Gateway.Web.Live;

/// <summary>Looks at counters, journal and sinks; remembers the last minutes of the backlog.</summary>
internal sealed class PulseMeter(GatewayHost host)
{
    private const int HistorySeconds = 600;

    private readonly Lock _gate = new();
    private readonly Queue<BacklogPoint> _backlog = [];
    private long _lastStamp = host.Time.GetTimestamp();
    private long _lastReadings;
    private double _perSecond;

    /// <summary>Called once a second.</summary>
    public void Look()
    {
        lock (_gate)
        {
            var elapsed = host.Time.GetElapsedTime(_lastStamp);
            if (elapsed <= TimeSpan.Zero) return;
            var readings = host.Counters.JournaledReadings;
            _perSecond = (readings - _lastReadings) / elapsed.TotalSeconds;
            (_lastStamp, _lastReadings) = (host.Time.GetTimestamp(), readings);
            if (_backlog.Count == HistorySeconds) _backlog.Dequeue();
            _backlog.Enqueue(new BacklogPoint(host.Time.GetUtcNow().ToUnixTimeMilliseconds(), Sinks().Sum(sink => sink.BacklogReadings)));
        }
    }

    public IReadOnlyList<BacklogPoint> Backlog
    {
        get
        {
            lock (_gate) return [.. _backlog];
        }
    }

    public IReadOnlyList<SinkLine> Sinks() => host.Parts.OfType<ForwardPart>().FirstOrDefault()?.Engine?.Snapshot().Select(SinkLine.Of).ToList() ?? [];

    public Pulse Pulse()
    {
        var status = (host.Journal as DurableLog)?.Status;
        lock (_gate)
        {
            return new Pulse(
                host.Counters.JournaledReadings, Math.Round(_perSecond, 1), Math.Round(host.Counters.AckLatency.QuantileMs(0.99), 2), host.Counters.Refused,
                host.Broker.Connections, Name(status?.State ?? JournalState.Open), status?.Reason);
        }
    }

    public static string Name(JournalState state) => state switch
    {
        JournalState.Open => "open",
        JournalState.DiskFull => "disk-full",
        JournalState.ReadOnly => "read-only",
        JournalState.DirectoryGone => "directory-gone",
        JournalState.IoError => "io-error",
        _ => "closed",
    };
}
