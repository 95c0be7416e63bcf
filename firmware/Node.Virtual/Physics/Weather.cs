namespace SmartCity.Node.Virtual.Physics;

/// <summary>Air around a node: temperature, humidity, pressure, light and wind, consistent with each other.</summary>
public sealed class Weather
{
    private const double ClearSkyLux = 110_000;
    private const double StreetLampLux = 18;

    private readonly Drift _warmth;
    private readonly Drift _dewPoint;
    private readonly Drift _synoptic;
    private readonly Drift _cloud;
    private readonly Drift _gust;

    public Weather(Gaussian random)
    {
        _warmth = new Drift(random, 0, 1.2, 4 * 3600);
        _dewPoint = new Drift(random, 11, 1.5, 12 * 3600);
        _synoptic = new Drift(random, 1013, 5, 48 * 3600);
        _cloud = new Drift(random, 0.25, 0.2, 1800);
        _gust = new Drift(random, 0, 0.45, 40);
    }

    /// <summary>Air temperature, Cel.</summary>
    public double Temperature { get; private set; }

    /// <summary>Relative humidity, %.</summary>
    public double Humidity { get; private set; }

    /// <summary>Air pressure, hPa.</summary>
    public double Pressure { get; private set; }

    /// <summary>Illuminance on a horizontal surface, lx.</summary>
    public double Light { get; private set; }

    /// <summary>Wind speed, m/s.</summary>
    public double Wind { get; private set; }

    /// <summary>Share of the clear sky's light that falls now, 0 at night to 1.</summary>
    public double Sun { get; private set; }

    public void Step(long unixMs, double seconds)
    {
        double hour = DayTime.Hour(unixMs);
        Temperature = 19 + (5.5 * Math.Cos((hour - 15) * Math.PI / 12)) + _warmth.Step(seconds);
        double dewPoint = Math.Min(_dewPoint.Step(seconds), Temperature - 0.2);
        Humidity = 100 * VapourPressure(dewPoint) / VapourPressure(Temperature);

        // The atmosphere's own tide has two maxima a day, near 10 and 22 h, of about 1 hPa at this latitude.
        Pressure = _synoptic.Step(seconds) + (0.9 * Math.Cos((hour - 10) * Math.PI / 6));
        double clear = 1 - (0.75 * Math.Clamp(_cloud.Step(seconds), 0, 1));
        Sun = Math.Max(0, DayTime.SunElevationSine(unixMs)) * clear;
        Light = (ClearSkyLux * Sun) + (Sun < 0.005 ? StreetLampLux : 0.5);
        double calm = 1.2 + (1.3 * DayTime.Bump(hour, 15, 4));
        Wind = calm * Math.Exp(_gust.Step(seconds));
    }

    /// <summary>Magnus formula with Sonntag's (1990) constants, hPa.</summary>
    private static double VapourPressure(double celsius) => 6.112 * Math.Exp(17.62 * celsius / (243.12 + celsius));
}
