using System.Text.Json.Serialization;

namespace SmartCity.Pipeline.Config;

/// <summary>The pipeline's part of the gateway's configuration; <c>gateway.schema.json</c> describes it under <c>$defs/pipeline</c>.</summary>
public sealed record PipelineOptions
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; set; }

    /// <summary>Minutes of local time ahead of UTC, for rules and tests that speak of hours.</summary>
    public int UtcOffsetMinutes { get; set; }

    public IReadOnlyList<QualityOptions> Quality { get; set; } = [];

    public IReadOnlyList<NeighbourOptions> Neighbours { get; set; } = [];

    /// <summary>Channels worked out from others, in order: a later one may use an earlier one.</summary>
    public IReadOnlyList<VirtualOptions> Virtual { get; set; } = [];

    /// <summary>What is kept back from the city; rules see every reading all the same.</summary>
    public IReadOnlyList<FilterOptions> Filters { get; set; } = [];

    public IReadOnlyList<RuleOptions> Rules { get; set; } = [];

    internal TimeSpan UtcOffset => TimeSpan.FromMinutes(UtcOffsetMinutes);
}
