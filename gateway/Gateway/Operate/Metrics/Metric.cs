namespace SmartCity.Gateway.Operate.Metrics;

/// <summary>Whether a number only grows or goes up and down.</summary>
internal enum MetricKind
{
    Gauge = 0,
    Counter,
}

/// <summary>One number with what tells it from its siblings: <c>("sink", "city")</c>.</summary>
internal readonly record struct Sample(double Value, params (string Name, string Value)[] Labels);

/// <summary>A family of numbers under one name. Read when somebody asks; costs nothing otherwise.</summary>
/// <param name="Name">By the rules of Prometheus: base units, <c>_total</c> on counters (https://prometheus.io/docs/practices/naming/).</param>
internal sealed record Metric(string Name, MetricKind Kind, string Help, Func<IEnumerable<Sample>> Read)
{
    public static Metric Gauge(string name, string help, Func<double> read) => new(name, MetricKind.Gauge, help, () => [new Sample(read())]);

    public static Metric Counter(string name, string help, Func<double> read) => new(name, MetricKind.Counter, help, () => [new Sample(read())]);

    public static Metric Gauges(string name, string help, Func<IEnumerable<Sample>> read) => new(name, MetricKind.Gauge, help, read);

    public static Metric Counters(string name, string help, Func<IEnumerable<Sample>> read) => new(name, MetricKind.Counter, help, read);
}
