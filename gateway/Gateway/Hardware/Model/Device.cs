using System.Globalization;
using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Hardware.Model;

/// <summary>A chip or a sensor: what it draws, where it listens, what is wired to it.</summary>
public sealed record Device
{
    /// <summary>Reference designator, such as <c>U3</c>.</summary>
    public required string Ref { get; init; }

    public required string Part { get; init; }

    public required Words Purpose { get; init; }

    /// <summary>I2C bus; null when it is on none.</summary>
    public string? Bus { get; set; }

    /// <summary>7-bit I2C address as <c>0x44</c>.</summary>
    public string? Address { get; set; }

    /// <summary>Input capacitance on each line of the bus, in pF.</summary>
    public double BusPf { get; set; }

    /// <summary>Pull-ups the device or its breakout brings along, in ohms.</summary>
    public double? PullUpOhms { get; set; }

    /// <summary>Fastest I2C clock it takes.</summary>
    public int? MaxHz { get; set; }

    /// <summary>Lowest voltage it takes as a one; null for half its supply and less.</summary>
    public double? InputHighVolts { get; set; }

    /// <summary>Highest voltage its bus pins bear.</summary>
    public double? MaxLogicVolts { get; set; }

    /// <summary>Supply; null when it takes none (an optocoupler's output).</summary>
    public string? Rail { get; set; }

    public double? SupplyMinVolts { get; set; }

    public double? SupplyMaxVolts { get; set; }

    public double IdleMa { get; set; }

    public double PeakMa { get; set; }

    /// <summary>Pins that are wired to something other than supply and I2C.</summary>
    public IReadOnlyList<Terminal> Terminals { get; set; } = [];

    /// <summary>Connector it hangs on when it is not on the board.</summary>
    public string? Connector { get; set; }

    public required string Package { get; init; }

    public required PriceClass Price { get; init; }

    public IReadOnlyList<string> Alternatives { get; set; } = [];

    /// <summary>Where its figures are from: the datasheet with version and section.</summary>
    public required string Source { get; init; }

    /// <summary>The address as a number; -1 when it is none.</summary>
    [JsonIgnore]
    public int AddressNumber =>
        Address is { Length: 4 } text && text.StartsWith("0x", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int address)
            ? address
            : -1;
}

/// <summary>A named pin of a device and the net on it.</summary>
public sealed record Terminal
{
    public required string Name { get; init; }

    public required string Net { get; init; }

    /// <summary>True for an input, which drives nothing.</summary>
    public bool Input { get; set; }

    /// <summary>True when the net runs to the field, not to the module.</summary>
    public bool Field { get; set; }

    /// <summary>What stands in the line on the field's side, for the picture.</summary>
    public string? Via { get; set; }
}

/// <summary>Indicative price of one, small quantities, 2025: A below 1 CNY, B below 10, C below 100, D from 100.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PriceClass>))]
public enum PriceClass
{
    A,
    B,
    C,
    D,
}
