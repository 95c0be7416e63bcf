using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Hardware.Model;

/// <summary>A 4–20 mA transmitter on a burden resistor in front of a converter.</summary>
public sealed record CurrentLoop
{
    public required string Net { get; init; }

    /// <summary>Reference of the converter.</summary>
    public required string Adc { get; init; }

    /// <summary>Input of the converter, from 0.</summary>
    public required int Input { get; init; }

    public required double BurdenOhms { get; init; }

    /// <summary>Full scale of the converter at the gain in use, in V.</summary>
    public required double FullScaleVolts { get; init; }

    /// <summary>Rail that feeds the loop.</summary>
    public required string Supply { get; init; }

    /// <summary>Lowest voltage the transmitter needs between its two terminals.</summary>
    public required double TransmitterMinVolts { get; init; }

    public double WireOhms { get; set; }

    public required string Channel { get; init; }

    /// <summary>Value of the channel at 4 mA and at 20 mA.</summary>
    public required double Low { get; init; }

    public required double High { get; init; }

    [JsonIgnore]
    public double VoltsPerMilliamp => BurdenOhms / 1000;
}
