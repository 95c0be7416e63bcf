namespace SmartCity.Node.Virtual.Physics;

/// <summary>What a district draws, by time of day: a deep night, a morning and an evening peak.</summary>
public static class WaterDemand
{
    /// <summary>Times the day's mean, about 0.35 to 1.6.</summary>
    public static double Share(double hour) =>
        0.35 + (0.62 / (1 + Math.Exp(-2.2 * (hour - 5.8))) / (1 + Math.Exp(1.6 * (hour - 22.6))))
        + (0.6 * DayTime.Bump(hour, 7.5, 1.1)) + (0.5 * DayTime.Bump(hour, 19.5, 1.6));
}
