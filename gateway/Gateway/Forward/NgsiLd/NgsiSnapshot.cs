using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Forward.NgsiLd;

/// <summary>One attribute of an entity at one time: a number with its unit, or a text.</summary>
/// <param name="Key">Name of the reading for ever, <c>site/node/boot/seq/index</c>.</param>
internal readonly record struct NgsiAttribute(string Name, double Number, string? Text, string? UnitCode, string Key, byte Quality);

/// <summary>An entity as it was at one time, as far as one pack knows.</summary>
internal sealed record NgsiSnapshot(string Id, string Type, long TimeMs)
{
    public required string Device { get; init; }

    /// <summary>Lane of a TrafficFlowObserved, from 1.</summary>
    public int? Lane { get; init; }

    /// <summary>Channel of a DeviceMeasurement, and its unit by UCUM.</summary>
    public string? ControlledProperty { get; init; }

    public string? Unit { get; init; }

    public required NgsiPoint Place { get; init; }

    public bool Historical { get; init; }

    public TimeBasis Basis { get; init; }

    public List<NgsiAttribute> Attributes { get; } = [];
}

/// <summary>WGS 84, degrees.</summary>
internal readonly record struct NgsiPoint(double Latitude, double Longitude);
