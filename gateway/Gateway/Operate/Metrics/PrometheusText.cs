using System.Globalization;
using System.Text;

namespace SmartCity.Gateway.Operate.Metrics;

/// <summary>
/// The text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/). Ours, because the exporter of the
/// OpenTelemetry SDK for it is a beta and keeps every series in memory, which a small machine has better uses for.
/// </summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IEnumerable<Metric> metrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics)
        {
            text.Append("# HELP ").Append(metric.Name).Append(' ').Append(Escape(metric.Help, quotes: false)).Append('\n');
            text.Append("# TYPE ").Append(metric.Name).Append(metric.Kind == MetricKind.Counter ? " counter\n" : " gauge\n");
            foreach (var sample in metric.Read()) Line(text, metric.Name, sample);
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string name, Sample sample)
    {
        text.Append(name);
        var open = '{';
        foreach (var (label, value) in sample.Labels)
        {
            text.Append(open).Append(label).Append("=\"").Append(Escape(value, quotes: true)).Append('"');
            open = ',';
        }

        if (open == ',') text.Append('}');
        text.Append(' ').Append(Number(sample.Value)).Append('\n');
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Escape(string text, bool quotes)
    {
        text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
    }
}
