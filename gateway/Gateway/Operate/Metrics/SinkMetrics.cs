using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Hosting;

namespace SmartCity.Gateway.Operate.Metrics;

/// <summary>How it stands between the gateway and each receiver.</summary>
internal static class SinkMetrics
{
    public static IEnumerable<Metric> Of(GatewayHost host)
    {
        Func<IEnumerable<Sample>> Each(Func<SinkSnapshot, double> value) => () => Sinks(host).Select(sink => new Sample(value(sink), ("sink", sink.Name)));
        yield return Metric.Gauges("smartcity_sink_up", "1 when the last batch arrived, or nothing was sent yet.", Each(sink => sink.State is SinkState.Up or SinkState.Idle ? 1 : 0));
        yield return Metric.Gauges("smartcity_sink_blocked", "1 when only a person can help.", Each(sink => sink.State == SinkState.Blocked ? 1 : 0));
        yield return Metric.Counters("smartcity_sink_forwarded_packs_total", "Packs the receiver acknowledged.", Each(sink => sink.ForwardedPacks));
        yield return Metric.Counters("smartcity_sink_forwarded_readings_total", "Readings of those packs.", Each(sink => sink.ForwardedReadings));
        yield return Metric.Counters("smartcity_sink_failures_total", "Batches that failed.", Each(sink => sink.Failures));
        yield return Metric.Gauges("smartcity_sink_backlog_packs", "Packs on the disk that the receiver has not acknowledged.", Each(sink => sink.BacklogPacks));
        yield return Metric.Gauges("smartcity_sink_oldest_age_seconds", "Age of the oldest of them; 0 when there is none.", Each(sink => Age(host, sink)));
        yield return Metric.Gauges("smartcity_sink_live_lag_seconds", "Age of the oldest live record of the last batch, at its arrival.", Each(sink => sink.LiveLag.TotalSeconds));
        yield return Metric.Gauges("smartcity_sink_dead_letters", "Records refused for good and not replayed.", Each(sink => sink.DeadLetters));
    }

    private static IReadOnlyList<SinkSnapshot> Sinks(GatewayHost host) => host.Parts.OfType<ForwardPart>().FirstOrDefault()?.Engine?.Snapshot() ?? [];

    private static double Age(GatewayHost host, SinkSnapshot sink) =>
        sink.OldestMs is { } oldest ? Math.Max(0, host.Time.GetUtcNow().ToUnixTimeMilliseconds() - oldest) / 1000d : 0;
}
