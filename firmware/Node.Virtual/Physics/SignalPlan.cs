namespace SmartCity.Node.Virtual.Physics;

/// <summary>A fixed-time signal of two stages: approaches 0 and 2 share one green, 1 and 3 the other.</summary>
public static class SignalPlan
{
    public const double CycleSeconds = 90;

    private const double MajorGreen = 44;
    private const double MinorGreen = 34;
    private const double Clearance = 6;

    /// <summary>Seconds since that approach's green began, or -1 while it has none.</summary>
    public static double GreenFor(int approach, double secondOfCycle)
    {
        double begin = approach % 2 == 0 ? 0 : MajorGreen + Clearance;
        double length = approach % 2 == 0 ? MajorGreen : MinorGreen;
        double since = secondOfCycle - begin;
        return since >= 0 && since < length ? since : -1;
    }
}
