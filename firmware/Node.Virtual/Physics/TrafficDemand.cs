namespace SmartCity.Node.Virtual.Physics;

/// <summary>How many vehicles want to cross, by time of day: two rush hours on a day-time plateau.</summary>
public static class TrafficDemand
{
    /// <summary>Share of the peak flow at that hour, 0.03 to 1.</summary>
    public static double Share(double hour)
    {
        double day = 0.42 / (1 + Math.Exp(-1.8 * (hour - 6.3))) / (1 + Math.Exp(1.3 * (hour - 21.5)));
        return 0.03 + day + (0.5 * DayTime.Bump(hour, 8, 0.8)) + (0.47 * DayTime.Bump(hour, 18, 1.1));
    }
}
