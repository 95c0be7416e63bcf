using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Ingest.Counters;

namespace SmartCity.Gateway.Operate.Metrics;

/// <summary>What comes in, from whom, and how fast it is answered.</summary>
internal static class IngestMetrics
{
    private static readonly double[] Quantiles = [0.5, 0.95, 0.99];

    public static IEnumerable<Metric> Of(GatewayHost host)
    {
        var counters = host.Counters;
        var recent = new RecentLatency(counters.AckLatency, host.Time);
        yield return Metric.Counters("smartcity_packs_total", "Packs taken in, by what they were.", () =>
            [new Sample(counters.JournaledPacks, ("result", "journaled")), new Sample(counters.DuplicatePacks, ("result", "duplicate"))]);
        yield return Metric.Counters("smartcity_readings_total", "Readings of those packs.", () =>
            [new Sample(counters.JournaledReadings, ("result", "journaled")), new Sample(counters.DuplicateReadings, ("result", "duplicate"))]);
        yield return Metric.Counters("smartcity_refusals_total", "Connections, publishes and subscriptions refused, by reason.", () =>
            Enum.GetValues<Refusal>().Where(reason => reason != Refusal.None).Select(reason => new Sample(counters.RefusedFor(reason), ("reason", reason.ToString()))));
        yield return Metric.Counter("smartcity_throttled_publishes_total", "Publishes whose answer waited for the node's rate.", () => counters.Throttled);
        yield return Metric.Gauges("smartcity_ack_duration_seconds", "From a publish to its acknowledgement, over the last five to ten minutes.", () =>
            Quantiles.Select(quantile => new Sample(recent.QuantileMs(quantile) / 1000, ("quantile", quantile.ToString(System.Globalization.CultureInfo.InvariantCulture)))));
        yield return Metric.Gauge("smartcity_broker_connections", "Open MQTT connections.", () => host.Broker.Connections);
        yield return Metric.Gauges("smartcity_node_up", "1 while the node is connected, for every node that may connect.", () => Nodes(host, (_, state) => state is { Connected: true } ? 1 : 0));
        yield return Metric.Gauges("smartcity_node_last_seen_timestamp_seconds", "When the node was last heard, 0 when never.", () =>
        {
            var written = host.Fleet.Store.Nodes.All().ToDictionary(row => (row.Site, row.Node), row => row.Report.SeenMs);
            return Nodes(host, (node, state) => Math.Max(state?.LastSeenMs ?? 0, written.GetValueOrDefault(node)) / 1000d);
        });
        yield return Metric.Gauge("smartcity_active_events", "Events raised and not cleared.", () => host.Rules.ActiveEvents);
    }

    private static IEnumerable<Sample> Nodes(GatewayHost host, Func<(string Site, string Node), NodeState?, double> value)
    {
        var seen = host.Nodes.Nodes.ToDictionary(state => (state.Identity.Site, state.Identity.Node));
        foreach (var node in host.Fleet.Allowed) yield return new Sample(value((node.Site, node.Node), seen.GetValueOrDefault((node.Site, node.Node))), ("site", node.Site), ("node", node.Node));
    }
}
