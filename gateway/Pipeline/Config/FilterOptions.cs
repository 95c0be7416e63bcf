using System.Text.Json.Serialization;

namespace SmartCity.Pipeline.Config;

/// <summary>
/// What thins certain channels of certain nodes: steps in order; a reading that one keeps back does not reach the next. Of
/// several entries that match a channel the last one holds.
/// </summary>
public sealed record FilterOptions
{
    public string Site { get; set; } = "*";

    public string Nodes { get; set; } = "*";

    public required IReadOnlyList<string> Channels { get; init; }

    public required IReadOnlyList<FilterStep> Steps { get; init; }
}

/// <summary>One step of a filter.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(DeadbandStep), "deadband")]
[JsonDerivedType(typeof(SwingingDoorStep), "swinging-door")]
[JsonDerivedType(typeof(RateLimitStep), "rate-limit")]
[JsonDerivedType(typeof(WindowStep), "window")]
public abstract record FilterStep;

/// <summary>Keeps back what is within the width of the last value that passed, until a heartbeat is due.</summary>
public sealed record DeadbandStep : FilterStep
{
    public required double Width { get; init; }

    public double HeartbeatSeconds { get; set; } = 900;
}

/// <summary>Keeps the points between which straight lines are within epsilon of every value; the last step of a filter.</summary>
public sealed record SwingingDoorStep : FilterStep
{
    public required double Epsilon { get; init; }

    /// <summary>Longest line.</summary>
    public double LongestSeconds { get; set; } = 900;
}

/// <summary>Passes one reading in so many seconds.</summary>
public sealed record RateLimitStep : FilterStep
{
    public required double Seconds { get; init; }
}

/// <summary>Adds statistics of a sliding window, once every hop, as channels of their own: <c>t.mean</c>, <c>t.p95</c>, …</summary>
public sealed record WindowStep : FilterStep
{
    public required double WindowSeconds { get; init; }

    /// <summary>Seconds between two ends of a window; the window itself when left out.</summary>
    public double? HopSeconds { get; set; }

    public IReadOnlyList<WindowStatistic> Statistics { get; set; } = [WindowStatistic.Count, WindowStatistic.Min, WindowStatistic.Max, WindowStatistic.Mean];

    /// <summary>True: the readings themselves go on to the next step; false: only the statistics leave.</summary>
    public bool Keep { get; set; }
}

[JsonConverter(typeof(JsonStringEnumConverter<WindowStatistic>))]
public enum WindowStatistic
{
    [JsonStringEnumMemberName("count")]
    Count,
    [JsonStringEnumMemberName("min")]
    Min,
    [JsonStringEnumMemberName("max")]
    Max,
    [JsonStringEnumMemberName("mean")]
    Mean,
    [JsonStringEnumMemberName("p95")]
    P95,
    [JsonStringEnumMemberName("last")]
    Last,
}
