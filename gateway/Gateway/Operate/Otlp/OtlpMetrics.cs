using Google.Protobuf;
using SmartCity.Gateway.Operate.Metrics;
using static SmartCity.Gateway.Protobuf.ProtobufFields;

namespace SmartCity.Gateway.Operate.Otlp;

/// <summary>
/// Metrics as an ExportMetricsServiceRequest; field numbers are those of opentelemetry-proto 1.x, metrics/v1/metrics.proto.
/// Written with the protocol buffers that another sink carries already: the SDK and its exporter keep every series in
/// memory a second time. Names are those of Prometheus without <c>_total</c>, which OpenTelemetry's compatibility rules
/// (specification, "Prometheus and OpenMetrics Compatibility") put back on a cumulative monotonic sum; the unit stands
/// beside a name that ends with it, and is then not appended again.
/// </summary>
internal static class OtlpMetrics
{
    private const string TotalSuffix = "_total";
    private const ulong Cumulative = 2;
    private const ulong NanosecondsPerTick = 100;

    /// <param name="resource">What sends: <c>service.name</c> and its like.</param>
    /// <param name="started">Since when counters count.</param>
    public static byte[] Write(IEnumerable<Metric> metrics, IEnumerable<(string Name, string Value)> resource, string version, DateTimeOffset started, DateTimeOffset now)
    {
        var (from, to) = (Nanoseconds(started), Nanoseconds(now));
        return Bytes(request => Nested(request, 1, resourceMetrics =>
        {
            Nested(resourceMetrics, 1, attributes => Attributes(attributes, 1, resource));
            Nested(resourceMetrics, 2, scopeMetrics =>
            {
                Nested(scopeMetrics, 1, scope =>
                {
                    Text(scope, 1, "smartcity-gateway");
                    Text(scope, 2, version);
                });
                foreach (var metric in metrics) Nested(scopeMetrics, 2, output => Family(output, metric, from, to));
            });
        }));
    }

    /// <summary>The name under which a metric is sent.</summary>
    internal static string NameOf(Metric metric) =>
        metric.Kind == MetricKind.Counter && metric.Name.EndsWith(TotalSuffix, StringComparison.Ordinal) ? metric.Name[..^TotalSuffix.Length] : metric.Name;

    private static void Family(CodedOutputStream output, Metric metric, ulong from, ulong to)
    {
        var name = NameOf(metric);
        Text(output, 1, name);
        Text(output, 2, metric.Help);
        if (UnitOf(name) is { Length: > 0 } unit) Text(output, 3, unit);
        if (metric.Kind == MetricKind.Gauge)
        {
            Nested(output, 5, gauge => Points(gauge, metric, null, to));
            return;
        }

        Nested(output, 7, sum =>
        {
            Points(sum, metric, from, to);
            UInt64(sum, 2, Cumulative);
            Bool(sum, 3, true);
        });
    }

    private static void Points(CodedOutputStream output, Metric metric, ulong? from, ulong to)
    {
        foreach (var sample in metric.Read())
        {
            Nested(output, 1, point =>
            {
                if (from is { } start) Fixed64(point, 2, start);
                Fixed64(point, 3, to);
                Double(point, 4, sample.Value);
                Attributes(point, 7, sample.Labels);
            });
        }
    }

    private static void Attributes(CodedOutputStream output, int field, IEnumerable<(string Name, string Value)> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            Nested(output, field, attribute =>
            {
                Text(attribute, 1, name);
                Nested(attribute, 2, any => Text(any, 1, value));
            });
        }
    }

    // UCUM, as OpenTelemetry wants it.
    private static string UnitOf(string name) =>
        name.EndsWith("_seconds", StringComparison.Ordinal) ? "s" : name.EndsWith("_bytes", StringComparison.Ordinal) ? "By" : "";

    private static ulong Nanoseconds(DateTimeOffset time) => (ulong)(time - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;
}
