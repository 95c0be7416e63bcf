namespace SmartCity.Node.Virtual.Physics;

/// <summary>
/// Hydraulics of one district main as a lumped model: pump and pipe in front, demand behind, a hole in between if
/// there is one. The storage of the pipe walls and the water turns imbalance into a change of head, so a burst drops
/// the pressure within seconds, and what flows in and no longer flows out shows at the first meter only.
/// </summary>
public sealed class WaterMain
{
    /// <summary>Head at the gauge in ordinary day-time service, m.</summary>
    public const double ServiceHead = 39;

    private const double ShutOffHead = 55;
    private const double Elevation = 10;
    private const double PumpCurve = 1500;

    // Darcy–Weisbach for 3,000 m of DN 300 with f = 0.02: f·L/D / (2 g A²), s²/m⁵.
    private const double PipeLoss = 0.02 * 3000 / 0.3 / (2 * 9.81 * 0.0707 * 0.0707);

    // Elastic storage that gives the observed second or so between a burst and the new pressure, m² (m³ per m of head).
    private const double Storage = 0.006;
    private const double ValveLoss = 40;
    private const double ValveTravelSeconds = 8;
    private const double Gravity = 9.81;

    private double _holeCoefficient;

    /// <summary>Head at the gauge above ground, m.</summary>
    public double Head { get; private set; } = ServiceHead;

    /// <summary>Flow at the upstream meter, m3/s.</summary>
    public double Inflow { get; private set; }

    /// <summary>Flow at the downstream meter, m3/s.</summary>
    public double Outflow { get; private set; }

    /// <summary>What escapes through the hole, m3/s.</summary>
    public double Leakage { get; private set; }

    /// <summary>Section valve at the inlet: 1 open, 0 closed.</summary>
    public double ValvePosition { get; private set; } = 1;

    /// <summary>Where the valve is told to go.</summary>
    public bool ValveOpen { get; set; } = true;

    /// <summary>Gauge pressure, kPa.</summary>
    public double Pressure => Head * Gravity;

    /// <summary>Makes (or with 0, mends) a hole that would lose that much at <see cref="ServiceHead"/>, m3/s.</summary>
    public void SetHole(double cubicMetresPerSecond) => _holeCoefficient = cubicMetresPerSecond / Math.Sqrt(ServiceHead);

    /// <param name="demand">What the district would draw at <see cref="ServiceHead"/>, m3/s.</param>
    /// <param name="pumpHead">Deviation of the pump's head, m.</param>
    /// <param name="seconds">Step; at most 0.2 s for the explicit integration to stay stable.</param>
    public void Step(double demand, double pumpHead, double seconds)
    {
        double travel = seconds / ValveTravelSeconds;
        ValvePosition = Math.Clamp(ValvePosition + (ValveOpen ? travel : -travel), 0, 1);
        double drive = ShutOffHead + pumpHead - Elevation - Head;
        double valve = ValvePosition > 0 ? ValveLoss / (ValvePosition * ValvePosition) : double.PositiveInfinity;
        Inflow = drive > 0 ? Math.Sqrt(drive / (PumpCurve + PipeLoss + valve)) : 0;
        double root = Math.Sqrt(Head);
        Outflow = demand * root / Math.Sqrt(ServiceHead);
        Leakage = _holeCoefficient * root;
        Head = Math.Max(0, Head + (seconds * (Inflow - Outflow - Leakage) / Storage));
    }
}
