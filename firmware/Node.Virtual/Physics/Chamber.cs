namespace SmartCity.Node.Virtual.Physics;

/// <summary>The manhole the node sits in: water on its floor, gas under its cover, the quality of the water sampled there.</summary>
public sealed class Chamber(Gaussian random)
{
    private const double FloorArea = 9;
    private const double LeakShare = 0.06;
    private const double DrainMetresPerSecond = 1 / 5400.0;
    private const double RestingLevel = 0.32;
    private const double CoverLevel = 2.6;

    private readonly Drift _seep = new(random, 0, 0.012, 1800);
    private readonly Drift _gas = new(random, 0, 0.5, 2400);
    private readonly Drift _algae = new(random, 0, 0.35, 4 * 3600);

    private double _flood;

    /// <summary>Water above the floor, m.</summary>
    public double Level { get; private set; } = RestingLevel;

    /// <summary>Methane, % of the lower explosive limit.</summary>
    public double Methane { get; private set; }

    /// <summary>Water temperature, Cel.</summary>
    public double WaterTemperature { get; private set; }

    /// <summary>Chlorophyll a, ug/L.</summary>
    public double Chlorophyll { get; private set; }

    /// <summary>Dissolved oxygen, mg/L.</summary>
    public double DissolvedOxygen { get; private set; }

    /// <summary>[pH].</summary>
    public double Acidity { get; private set; }

    /// <summary>Turbidity, {NTU}: a burst stirs up what lies in the pipe.</summary>
    public double Turbidity { get; private set; }

    public void Step(long unixMs, double leakage, Weather weather, double seconds)
    {
        double hour = DayTime.Hour(unixMs);
        _flood += seconds * ((leakage * LeakShare / FloorArea) - (_flood * DrainMetresPerSecond));
        Level = Math.Clamp(RestingLevel + _seep.Step(seconds) + _flood, 0.05, CoverLevel);
        Methane = 0.8 * Math.Exp(_gas.Step(seconds)) * (1 + (0.6 * DayTime.Bump(hour, 4, 4)));
        WaterTemperature = 15.5 + (0.12 * (weather.Temperature - 19));
        Chlorophyll = 2.4 * Math.Exp(_algae.Step(seconds)) * (1 + (0.18 * DayTime.Bump(hour, 14, 4)));
        double photosynthesis = 0.05 * Chlorophyll * DayTime.Bump(hour, 15, 3.5);
        DissolvedOxygen = (0.92 * Saturation(WaterTemperature)) + photosynthesis;
        Acidity = 7.45 + (0.6 * photosynthesis);
        Turbidity = 0.4 + (0.05 * Chlorophyll) + (60 * leakage);
    }

    /// <summary>Oxygen saturation of fresh water at sea level, mg/L: Elmore and Hayes (1960).</summary>
    public static double Saturation(double celsius) =>
        14.652 - (0.41022 * celsius) + (0.007991 * celsius * celsius) - (0.000077774 * celsius * celsius * celsius);
}
