using System.Text.Json.Serialization;

namespace SmartCity.Pipeline.Config;

/// <summary>The pipeline's part of the gateway's configuration; <c>pipeline.schema.json</c> describes it.</summary>
public sealed record PipelineOptions
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; set; }

    /// <summary>Minutes of local time ahead of UTC, for rules and tests that speak of hours.</summary>
    public int UtcOffsetMinutes { get; set; }

    public IReadOnlyList<QualityOptions> Quality { get; set; } = [];

    public IReadOnlyList<NeighbourOptions> Neighbours { get; set; } = [];

    public IReadOnlyList<RuleOptions> Rules { get; set; } = [];

    internal TimeSpan UtcOffset => TimeSpan.FromMinutes(UtcOffsetMinutes);
}
