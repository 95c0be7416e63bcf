using SmartCity.Gateway.Hosting;

namespace SmartCity.Gateway.Operate.Metrics;

/// <summary>Every metric of a gateway; the names are a promise, listed in docs/operations.md.</summary>
internal static class GatewayMetrics
{
    public static IReadOnlyList<Metric> Of(GatewayHost host) =>
        [.. IngestMetrics.Of(host), .. JournalMetrics.Of(host), .. SinkMetrics.Of(host), .. CertificateMetrics.Of(host), .. MachineMetrics.Of(host)];
}
