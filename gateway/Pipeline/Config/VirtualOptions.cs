using System.Text.Json.Serialization;

namespace SmartCity.Pipeline.Config;

/// <summary>
/// A channel that is worked out from others of the same node. Its readings stand beside those it was made of, which stay as
/// they came; quality tests, filters and rules may name it like any other channel.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ConvertChannel), "convert")]
[JsonDerivedType(typeof(LevelOfServiceChannel), "level-of-service")]
[JsonDerivedType(typeof(AirQualityChannel), "air-quality")]
[JsonDerivedType(typeof(DensityFlowChannel), "density-flow")]
[JsonDerivedType(typeof(WaterLossChannel), "water-loss")]
public abstract record VirtualOptions
{
    /// <summary>Name of the channel it makes.</summary>
    public required string As { get; init; }

    public string Site { get; set; } = "*";

    public string Nodes { get; set; } = "*";
}

/// <summary>The same quantity in another unit.</summary>
public sealed record ConvertChannel : VirtualOptions
{
    public required string Channel { get; init; }

    /// <summary>UCUM unit.</summary>
    public required string To { get; init; }
}

/// <summary>Level of service of an approach, 1 (A) to 6 (F), from the mean occupancy of its detector over a window.</summary>
public sealed record LevelOfServiceChannel : VirtualOptions
{
    public string Occupancy { get; set; } = "occ1";

    /// <summary>Length of a mean vehicle and of the detector together.</summary>
    public double EffectiveMetres { get; set; } = 6.5;

    public double WindowSeconds { get; set; } = 900;
}

/// <summary>Air quality index, worked out every hour from the means that the scale asks for.</summary>
public sealed record AirQualityChannel : VirtualOptions
{
    public AirQualityScale Scale { get; set; } = AirQualityScale.China;

    public double EverySeconds { get; set; } = 3600;
}

[JsonConverter(typeof(JsonStringEnumConverter<AirQualityScale>))]
public enum AirQualityScale
{
    /// <summary>HJ 633, 0 to 500.</summary>
    [JsonStringEnumMemberName("china")]
    China,

    /// <summary>European Environment Agency, 1 to 6.</summary>
    [JsonStringEnumMemberName("europe")]
    Europe,
}

/// <summary>Volume flow as it would be at a reference temperature.</summary>
public sealed record DensityFlowChannel : VirtualOptions
{
    public string Flow { get; set; } = "flow1";

    public string Temperature { get; set; } = "tw";

    public double ReferenceCelsius { get; set; } = 20;

    /// <summary>Seconds the temperature may be old.</summary>
    public double MaxAgeSeconds { get; set; } = 900;
}

/// <summary>Share of the inflow that does not come out, percent, over a window.</summary>
public sealed record WaterLossChannel : VirtualOptions
{
    public string Inflow { get; set; } = "flow1";

    public string Outflow { get; set; } = "flow2";

    public double WindowSeconds { get; set; } = 900;
}
