using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Hardware.Model;

/// <summary>What a module's datasheet says of its pins: <c>hardware/modules/&lt;name&gt;.json</c>.</summary>
public sealed record ModuleFacts
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; set; }

    public required string Name { get; init; }

    public required string Part { get; init; }

    public required string Package { get; init; }

    public required PriceClass Price { get; init; }

    public IReadOnlyList<string> Alternatives { get; set; } = [];

    /// <summary>Level of its pins in V, and the highest voltage an input bears.</summary>
    public required double IoVolts { get; init; }

    public required double MaxInputVolts { get; init; }

    /// <summary>Highest voltage its converter measures; null when it has none.</summary>
    public double? AdcMaxVolts { get; set; }

    public int PulseUnits { get; set; }

    public int Uarts { get; set; }

    /// <summary>UART that carries the console and the download; null when any may be used.</summary>
    public int? ConsoleUart { get; set; }

    public int I2cBuses { get; set; }

    /// <summary>Weak pull of the chip, in ohms.</summary>
    public required double WeakPullOhms { get; init; }

    /// <summary>Pull-ups on the module's own I2C lines; null when there are none.</summary>
    public double? I2cPullUpOhms { get; set; }

    public int FlashMegabytes { get; set; }

    /// <summary>0 for none.</summary>
    public int PsramMegabytes { get; set; }

    /// <summary>True when several wake pins together wake only as all-low or any-high.</summary>
    public bool WakeAllLowOnly { get; set; }

    public double SupplyMinVolts { get; set; }

    public double SupplyMaxVolts { get; set; }

    /// <summary>Rail it is fed from by name in the board, its current idle and at its highest.</summary>
    public required string Rail { get; init; }

    public required double IdleMa { get; init; }

    public required double PeakMa { get; init; }

    /// <summary>Sources by key; rules name them in their messages.</summary>
    public required IReadOnlyDictionary<string, string> Sources { get; init; }

    public required IReadOnlyList<ModulePin> Pins { get; init; }

    public ModulePin? Pin(int gpio) => Pins.FirstOrDefault(p => p.Gpio == gpio);

    /// <summary>A source in words, or the module's datasheet when there is none under the key.</summary>
    public string Source(string key) => Sources.GetValueOrDefault(key) ?? Sources["datasheet"];
}

/// <summary>One pin of a module.</summary>
public sealed record ModulePin
{
    public required int Gpio { get; init; }

    /// <summary>Pad of the module or pin of the header.</summary>
    public required int Pad { get; init; }

    /// <summary>What the strap decides at reset; null when it is none.</summary>
    public string? Strap { get; set; }

    /// <summary>True when the module's own flash or RAM is on it.</summary>
    public bool Flash { get; set; }

    /// <summary>True for an input without output driver and without internal pulls.</summary>
    public bool InputOnly { get; set; }

    /// <summary>True when it sees false edges.</summary>
    public bool Glitch { get; set; }

    /// <summary>1 or 2 for the converter it belongs to; 0 for none.</summary>
    public int Adc { get; set; }

    /// <summary>True when it can wake the chip from deep sleep.</summary>
    public bool Rtc { get; set; }

    /// <summary>Weak pull right after reset; null when it floats.</summary>
    public Level? Reset { get; set; }

    /// <summary>Why it is not to be used: the ID EEPROM of a HAT. Null when it may be.</summary>
    public string? Reserved { get; set; }
}
