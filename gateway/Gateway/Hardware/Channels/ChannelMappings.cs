namespace SmartCity.Gateway.Hardware.Channels;

/// <summary>
/// Attribute of an NGSI-LD entity of FIWARE's Smart Data Models: attribute = value × <see cref="Factor"/>. Either
/// <see cref="Type"/> with the rest, or <see cref="None"/>.
/// </summary>
public sealed record NgsiMapping
{
    /// <summary>Entity type, such as <c>AirQualityObserved</c>; its source stands in the file under the same key.</summary>
    public string? Type { get; set; }

    public string? Attribute { get; set; }

    /// <summary>UN/CEFACT Recommendation 20.</summary>
    public string? UnitCode { get; set; }

    public double Factor { get; set; } = 1;

    /// <summary>laneId of a TrafficFlowObserved, from 1: each lane is an entity of its own.</summary>
    public int? Lane { get; set; }

    /// <summary>Why there is no such attribute.</summary>
    public string? None { get; set; }
}

/// <summary>ObservedProperty of the SensorThings API, or why there is none. The datastream's unit is the channel's own.</summary>
public sealed record SensorThingsMapping
{
    public string? Name { get; set; }

    /// <summary>URI of the property's definition.</summary>
    public string? Definition { get; set; }

    public string? None { get; set; }
}

/// <summary>Factor of HJ 212: number = value × <see cref="Factor"/> in <see cref="Unit"/>; or why there is none.</summary>
public sealed record Hj212Mapping
{
    /// <summary>Factor code, such as <c>a34004</c>.</summary>
    public string? Code { get; set; }

    /// <summary>UCUM code of the factor's unit.</summary>
    public string? Unit { get; set; }

    public double Factor { get; set; } = 1;

    public string? None { get; set; }
}
