namespace SmartCity.Node.Virtual.Physics;

/// <summary>Local solar-ish time of the simulated city (UTC+8, 39.9° N), from Unix milliseconds.</summary>
public static class DayTime
{
    private const double OffsetHours = 8;
    private const double LatitudeRadians = 39.9 * Math.PI / 180;
    private const long DayMs = 86_400_000;

    /// <summary>Hour of the local day, 0 to 24.</summary>
    public static double Hour(long unixMs) =>
        (double)(((unixMs + (long)(OffsetHours * 3_600_000)) % DayMs + DayMs) % DayMs) / 3_600_000;

    /// <summary>Sine of the sun's elevation; negative at night. Declination by Cooper (1969).</summary>
    public static double SunElevationSine(long unixMs)
    {
        double dayOfYear = unixMs / (double)DayMs % 365.2422;
        double declination = 23.45 * Math.PI / 180 * Math.Sin(2 * Math.PI * (284 + dayOfYear) / 365);
        double hourAngle = (Hour(unixMs) - 12) * Math.PI / 12;
        return (Math.Sin(LatitudeRadians) * Math.Sin(declination))
            + (Math.Cos(LatitudeRadians) * Math.Cos(declination) * Math.Cos(hourAngle));
    }

    /// <summary>A bump of height 1 at <paramref name="peakHour"/>, around midnight too.</summary>
    public static double Bump(double hour, double peakHour, double widthHours)
    {
        double distance = Math.Abs(hour - peakHour);
        distance = Math.Min(distance, 24 - distance) / widthHours;
        return Math.Exp(-0.5 * distance * distance);
    }
}
