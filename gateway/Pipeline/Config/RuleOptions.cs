using System.Text.Json.Serialization;

namespace SmartCity.Pipeline.Config;

/// <summary>How much an event matters; events travel in this order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    [JsonStringEnumMemberName("notice")]
    Notice = 0,
    [JsonStringEnumMemberName("warning")]
    Warning,
    [JsonStringEnumMemberName("alarm")]
    Alarm,
    [JsonStringEnumMemberName("critical")]
    Critical,
}

/// <summary>
/// A rule of the configuration: what to watch on which nodes, and what every kind of rule shares, the life of its event.
/// Site and nodes take <c>*</c> for any run of characters; the rule works on each node by itself.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ThresholdRule), "threshold")]
[JsonDerivedType(typeof(GasRule), "gas")]
[JsonDerivedType(typeof(ExceedanceRule), "exceedance")]
[JsonDerivedType(typeof(RateRule), "rate")]
[JsonDerivedType(typeof(FlatLineRule), "flat-line")]
[JsonDerivedType(typeof(AbsenceRule), "absence")]
[JsonDerivedType(typeof(MissingRule), "missing")]
[JsonDerivedType(typeof(AnomalyRule), "anomaly")]
[JsonDerivedType(typeof(BurstRule), "burst")]
[JsonDerivedType(typeof(NightFlowRule), "night-flow")]
[JsonDerivedType(typeof(MassBalanceRule), "mass-balance")]
[JsonDerivedType(typeof(FloodingRule), "flooding")]
[JsonDerivedType(typeof(CongestionRule), "congestion")]
[JsonDerivedType(typeof(IncidentRule), "incident")]
public abstract record RuleOptions
{
    /// <summary>Name of the rule, unique in the file; stands in every event it raises.</summary>
    public required string Id { get; init; }

    /// <summary>Kind of the event; the type of the rule when left out.</summary>
    public string? Kind { get; set; }

    public string Site { get; set; } = "*";

    public string Nodes { get; set; } = "*";

    public Severity Severity { get; set; } = Severity.Warning;

    /// <summary>Seconds the condition must last, by the readings' time, before the event is raised.</summary>
    public double ForSeconds { get; set; }

    /// <summary>Seconds the condition must be gone before the event is cleared.</summary>
    public double ClearSeconds { get; set; }

    /// <summary>True: the event stays until a person acknowledges it, even when its condition is gone.</summary>
    public bool Latch { get; set; }

    /// <summary>Seconds after a raise in which the same event on the same node is not raised anew but counted.</summary>
    public double HoldoffSeconds { get; set; }

    public IReadOnlyList<ActionOptions> Actions { get; set; } = [];

    [JsonIgnore]
    internal abstract string Type { get; }
}
