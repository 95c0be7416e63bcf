using System.Text.Json;

namespace SmartCity.Gateway.Hardware.Model;

/// <summary>What the node configuration's template holds beyond identity: the sensors as wired, the channels, the outputs.</summary>
public sealed record NodeTemplate
{
    public required string Profile { get; init; }

    public required IReadOnlyList<SensorRow> Sensors { get; init; }

    /// <summary>Rows of the configuration's channel table, as they are.</summary>
    public required IReadOnlyList<JsonElement> Channels { get; init; }

    public IReadOnlyList<OutputRow> Outputs { get; set; } = [];
}

/// <summary>A row of the sensor table. Pins, bus and address come from the board; the rest is the driver's.</summary>
public sealed record SensorRow
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    /// <summary>Driver's pin keys and the nets they take, such as <c>"gpio": "DOOR"</c>.</summary>
    public IReadOnlyDictionary<string, string> Nets { get; set; } = new Dictionary<string, string>();

    /// <summary>Device whose bus and address the driver takes.</summary>
    public string? Device { get; set; }

    /// <summary>UART whose number and speed the driver takes.</summary>
    public string? Uart { get; set; }

    /// <summary>Current loop whose converter, input, burden and span the driver takes, by its net.</summary>
    public string? Loop { get; set; }

    /// <summary>Seconds between two measurements.</summary>
    public required double Every { get; init; }

    /// <summary>Further keys of the driver, as they are.</summary>
    public IReadOnlyDictionary<string, JsonElement> Options { get; set; } = new Dictionary<string, JsonElement>();
}

/// <summary>A row of the output table.</summary>
public sealed record OutputRow
{
    public required string Name { get; init; }

    public required string Net { get; init; }

    /// <summary>Longest time away from the safe position, in seconds.</summary>
    public required double MaxOn { get; init; }

    /// <summary>Seconds without a link after which the safe position is taken.</summary>
    public required double LostLink { get; init; }
}
