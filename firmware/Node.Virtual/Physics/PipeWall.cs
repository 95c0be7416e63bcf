namespace SmartCity.Node.Virtual.Physics;

/// <summary>
/// Acceleration of the pipe wall in three bands. The pump's tone is low and steady, turbulence goes with the square of
/// the velocity, and a jet through a hole is heard in the middle and upper bands, louder with its velocity head.
/// </summary>
public sealed class PipeWall(Gaussian random)
{
    private const double Bore = 0.0707;
    // m/s2 for one unit of the terms below.
    private const double Scale = 0.08;

    private readonly Drift _breath = new(random, 0, 0.08, 20);

    /// <summary>10 to 100 Hz, m/s2 RMS.</summary>
    public double Low { get; private set; }

    /// <summary>100 to 500 Hz, m/s2 RMS.</summary>
    public double Middle { get; private set; }

    /// <summary>500 Hz to 2 kHz, m/s2 RMS.</summary>
    public double High { get; private set; }

    /// <summary>All bands together, m/s2 RMS.</summary>
    public double Total => Math.Sqrt((Low * Low) + (Middle * Middle) + (High * High));

    public void Step(WaterMain main, double seconds)
    {
        double velocity = main.Inflow / Bore;
        double turbulence = 1.6 * velocity * velocity;
        double jet = main.Leakage > 0 ? Math.Sqrt(main.Leakage * 1000) * Math.Sqrt(main.Head / WaterMain.ServiceHead) : 0;
        double breath = Scale * Math.Exp(_breath.Step(seconds));
        Low = (1.1 + (0.8 * turbulence) + (0.5 * jet)) * breath;
        Middle = (0.45 + turbulence + (2.2 * jet)) * breath;
        High = (0.2 + (0.4 * turbulence) + (1.4 * jet)) * breath;
    }
}
