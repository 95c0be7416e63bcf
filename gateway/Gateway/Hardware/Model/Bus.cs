using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Hardware.Model;

/// <summary>An I2C bus or a UART.</summary>
public sealed record Bus
{
    public required string Name { get; init; }

    public required BusKind Kind { get; init; }

    /// <summary>Number the node's configuration knows it by; null when the node does not use it.</summary>
    public int? Number { get; set; }

    /// <summary>Controller of the chip, from 0: UART1 is 1.</summary>
    public required int Controller { get; init; }

    /// <summary>I2C clock in Hz, or UART speed in baud.</summary>
    public required int Hz { get; init; }

    /// <summary>Pull-up of each I2C line, on the board.</summary>
    public double? PullUpOhms { get; set; }

    /// <summary>Rail the pull-ups go to.</summary>
    public string? Rail { get; set; }

    /// <summary>Traces and cables, in pF: about 100 a metre of cable (NXP UM10204 §7.2).</summary>
    public double WirePf { get; set; }
}

[JsonConverter(typeof(JsonStringEnumConverter<BusKind>))]
public enum BusKind
{
    [JsonStringEnumMemberName("i2c")]
    I2c,

    [JsonStringEnumMemberName("uart")]
    Uart,
}
