using System.Text.Json.Serialization;

namespace SmartCity.Pipeline.Config;

/// <summary>The pipeline's part of the gateway's configuration; <c>pipeline.schema.json</c> describes it.</summary>
public sealed record PipelineOptions
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>Minutes of local time ahead of UTC, for rules and tests that speak of hours.</summary>
    public int UtcOffsetMinutes { get; init; }

    public IReadOnlyList<QualityOptions> Quality { get; init; } = [];

    public IReadOnlyList<NeighbourOptions> Neighbours { get; init; } = [];

    public IReadOnlyList<RuleOptions> Rules { get; init; } = [];

    [JsonIgnore]
    public TimeSpan UtcOffset => TimeSpan.FromMinutes(UtcOffsetMinutes);
}
