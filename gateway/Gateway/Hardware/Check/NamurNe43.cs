namespace SmartCity.Gateway.Hardware.Check;

/// <summary>
/// Signal levels of a 4–20 mA transmitter: 3.8 to 20.5 mA measures, up to 3.6 and from 21 mA is a fault.
/// </summary>
public static class NamurNe43
{
    public const string Source = "NAMUR NE 43 (2003), signal level for the failure information of digital transmitters";

    public const double FaultLowMa = 3.6;

    public const double FaultHighMa = 21;

    /// <summary>What transmitters put out as a high fault at most.</summary>
    public const double HighestMa = 22;

    /// <summary>Between fault and measurement, at the lower end.</summary>
    public const double NarrowestBandMa = 0.2;
}
