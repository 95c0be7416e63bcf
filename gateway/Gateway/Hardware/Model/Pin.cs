using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Hardware.Model;

/// <summary>One pin of the module: what it does and what is around it.</summary>
public sealed record Pin
{
    /// <summary>GPIO number of the chip (BCM number on a Raspberry Pi).</summary>
    public required int Gpio { get; init; }

    public required string Net { get; init; }

    public required PinUse Use { get; init; }

    /// <summary>Bus it belongs to, for the uses <c>i2c-*</c> and <c>uart-*</c>.</summary>
    public string? Bus { get; set; }

    /// <summary>Highest voltage of what drives it, before a divider; the module's own level when left out.</summary>
    public double? Volts { get; set; }

    public Divider? Divider { get; set; }

    /// <summary>External resistor to a rail or to GND.</summary>
    public Pull? Pull { get; set; }

    /// <summary>True when something drives both levels actively, so that no pull is needed.</summary>
    public bool Driven { get; set; }

    /// <summary>Level that does no harm: the level the pin has to have while the chip boots. Outputs only.</summary>
    public Level? Safe { get; set; }

    /// <summary>True when the output moves something: a valve, a relay. It then needs a resistor of its own.</summary>
    public bool Actuator { get; set; }

    /// <summary>Level that wakes the chip from deep sleep.</summary>
    public Level? Wake { get; set; }

    /// <summary>What stands in the line, for the picture: <c>opto</c>, <c>1 kΩ + TVS</c>.</summary>
    public string? Via { get; set; }

    public required Words Purpose { get; init; }

    /// <summary>Volts at the chip when the source is at its highest.</summary>
    public double VoltsAtChip(double ownLevel)
    {
        double source = Volts ?? ownLevel;
        return Divider is null ? source : source * Divider.Ratio;
    }

    [JsonIgnore]
    public bool IsOutput => Use is PinUse.Output or PinUse.UartTx or PinUse.UartDe;
}

/// <summary>Function of a pin.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PinUse>))]
public enum PinUse
{
    [JsonStringEnumMemberName("input")]
    Input,

    [JsonStringEnumMemberName("output")]
    Output,

    /// <summary>A hardware pulse counter.</summary>
    [JsonStringEnumMemberName("pulse")]
    Pulse,

    [JsonStringEnumMemberName("adc")]
    Adc,

    [JsonStringEnumMemberName("i2c-sda")]
    I2cSda,

    [JsonStringEnumMemberName("i2c-scl")]
    I2cScl,

    [JsonStringEnumMemberName("uart-rx")]
    UartRx,

    [JsonStringEnumMemberName("uart-tx")]
    UartTx,

    /// <summary>Driver enable of an RS-485 transceiver.</summary>
    [JsonStringEnumMemberName("uart-de")]
    UartDe,

    /// <summary>The strap that chooses download mode, on the programming connector.</summary>
    [JsonStringEnumMemberName("boot")]
    Boot,
}

[JsonConverter(typeof(JsonStringEnumConverter<Level>))]
public enum Level
{
    [JsonStringEnumMemberName("low")]
    Low,

    [JsonStringEnumMemberName("high")]
    High,
}

/// <summary>Resistor from the pin to a rail, or to <c>GND</c>.</summary>
public sealed record Pull
{
    public required string To { get; init; }

    public required double Ohms { get; init; }

    [JsonIgnore]
    public Level Level => To == "GND" ? Level.Low : Level.High;
}

/// <summary>Two resistors: source, top, pin, bottom, ground.</summary>
public sealed record Divider
{
    public required double TopOhms { get; init; }

    public required double BottomOhms { get; init; }

    [JsonIgnore]
    public double Ratio => BottomOhms / (TopOhms + BottomOhms);
}
