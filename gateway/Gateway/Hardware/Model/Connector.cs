namespace SmartCity.Gateway.Hardware.Model;

/// <summary>A terminal block or plug, with the net on each of its pins.</summary>
public sealed record Connector
{
    public required string Ref { get; init; }

    public required Words Title { get; init; }

    public required string Part { get; init; }

    public required PriceClass Price { get; init; }

    public IReadOnlyList<string> Alternatives { get; set; } = [];

    /// <summary>True when its wires leave the enclosure.</summary>
    public bool Field { get; set; }

    public required IReadOnlyList<ConnectorPin> Pins { get; init; }
}

public sealed record ConnectorPin
{
    /// <summary>Number printed on the connector, from 1.</summary>
    public required int Pin { get; init; }

    public required string Net { get; init; }

    /// <summary>What the technician puts there.</summary>
    public required Words To { get; init; }
}
