namespace SmartCity.Node.Virtual.Physics;

/// <summary>A water main under a street with two flow meters, a gauge, a section valve and a chamber.</summary>
public sealed class DistrictMain : IWorld
{
    /// <summary>What <see cref="Burst"/> would lose at service pressure: a crack along a DN 300 pipe, m3/s.</summary>
    public const double BurstFlow = 0.11;

    private const long TickMs = 100;
    private const double Tick = TickMs / 1000.0;
    private const int SlowEvery = 10;
    private const double MeanDemand = 0.036;
    private const double BurstOpeningSeconds = 2;

    private readonly Drift _whim;
    private readonly Drift _pump;
    private long _burstAtMs = long.MaxValue;
    private double _leak;
    private long _ticks;

    public DistrictMain(int seed, long startMs)
    {
        var random = new Gaussian(seed);
        NowMs = startMs - (startMs % TickMs);
        Weather = new Weather(random);
        Chamber = new Chamber(random);
        Wall = new PipeWall(random);
        _whim = new Drift(random, 1, 0.05, 90);
        _pump = new Drift(random, 0, 0.25, 4);
        Weather.Step(NowMs, 1);
        Chamber.Step(NowMs, 0, Weather, 1);

        // From the service state to the balance of this hour, before anyone looks.
        for (int i = 0; i < 600; i++) Main.Step(Demand, 0, Tick);
        Wall.Step(Main, Tick);
    }

    public long NowMs { get; private set; }

    public WaterMain Main { get; } = new();

    public Weather Weather { get; }

    public Chamber Chamber { get; }

    public PipeWall Wall { get; }

    public SolarSupply Supply { get; } = new();

    public bool DoorOpen { get; set; }

    /// <summary>Volume through the upstream meter since the beginning, m3.</summary>
    public double InflowVolume { get; private set; }

    /// <summary>Volume through the downstream meter since the beginning, m3.</summary>
    public double OutflowVolume { get; private set; }

    private double Demand => MeanDemand * WaterDemand.Share(DayTime.Hour(NowMs)) * Math.Max(0.5, _whim.Value);

    /// <summary>The pipe bursts at that time, Unix ms.</summary>
    public void Burst(long atMs) => _burstAtMs = atMs;

    /// <summary>A slow leak of that much at service pressure from now on, m3/s; 0 mends it.</summary>
    public void Leak(double cubicMetresPerSecond) => _leak = cubicMetresPerSecond;

    /// <summary>Mends burst and leak.</summary>
    public void Mend()
    {
        _burstAtMs = long.MaxValue;
        _leak = 0;
    }

    public void AdvanceTo(long unixMs)
    {
        while (NowMs + TickMs <= unixMs)
        {
            NowMs += TickMs;
            double torn = NowMs >= _burstAtMs ? Math.Min(1, (NowMs - _burstAtMs) / 1000.0 / BurstOpeningSeconds) : 0;
            Main.SetHole((BurstFlow * torn) + _leak);
            Main.Step(Demand, _pump.Step(Tick), Tick);
            InflowVolume += Main.Inflow * Tick;
            OutflowVolume += Main.Outflow * Tick;
            if (++_ticks % SlowEvery == 0) StepSlow(Tick * SlowEvery);
        }
    }

    private void StepSlow(double seconds)
    {
        _whim.Step(seconds);
        Weather.Step(NowMs, seconds);
        Chamber.Step(NowMs, Main.Leakage, Weather, seconds);
        Wall.Step(Main, seconds);
        Supply.Step(Weather.Sun, seconds);
    }
}
