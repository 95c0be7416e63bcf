namespace SmartCity.Node.Virtual.Physics;

/// <summary>A signalled crossing of a main road (approaches 0, 2) and a side road (1, 3), with its street cabinet.</summary>
public sealed class Intersection : IWorld
{
    private const long TickMs = 250;
    private const double Tick = TickMs / 1000.0;
    private const double MainRoadPeak = 720;
    private const double SideRoadPeak = 430;

    private readonly Approach[] _approaches = new Approach[4];
    private readonly Drift _shunt;

    public Intersection(int seed, long startMs)
    {
        var random = new Gaussian(seed);
        NowMs = startMs - (startMs % TickMs);
        for (int i = 0; i < _approaches.Length; i++)
        {
            _approaches[i] = new Approach(i, i % 2 == 0 ? MainRoadPeak : SideRoadPeak, random);
        }

        Weather = new Weather(random);
        Air = new StreetAir(random);
        _shunt = new Drift(random, 230, 1.8, 300);
        Weather.Step(NowMs, Tick);
        Air.Step(0, 0, Weather, Tick);
    }

    public long NowMs { get; private set; }

    public IReadOnlyList<Approach> Approaches => _approaches;

    public Weather Weather { get; }

    public StreetAir Air { get; }

    /// <summary>Which stage has green: 1 the main road, 2 the side road, 0 none.</summary>
    public int Phase
    {
        get
        {
            double second = NowMs / 1000.0 % SignalPlan.CycleSeconds;
            return SignalPlan.GreenFor(0, second) >= 0 ? 1 : SignalPlan.GreenFor(1, second) >= 0 ? 2 : 0;
        }
    }

    public bool DoorOpen { get; set; }

    public bool MainsFailed { get; set; }

    /// <summary>Mains voltage at the cabinet, V.</summary>
    public double MainsVolts => MainsFailed ? 0 : _shunt.Value;

    /// <summary>Temperature inside the cabinet: the air's, the sun's and the electronics' own warmth, Cel.</summary>
    public double CabinetTemperature => Weather.Temperature + 3.5 + (9 * Weather.Sun) - (DoorOpen ? 2.5 : 0);

    public void AdvanceTo(long unixMs)
    {
        while (NowMs + TickMs <= unixMs)
        {
            NowMs += TickMs;
            double hour = DayTime.Hour(NowMs);
            double secondOfCycle = NowMs / 1000.0 % SignalPlan.CycleSeconds;
            int crossed = 0;
            int idling = 0;
            foreach (Approach approach in _approaches)
            {
                crossed += approach.Step(hour, secondOfCycle, Tick);
                idling += approach.Queue;
            }

            Weather.Step(NowMs, Tick);
            Air.Step(crossed, idling, Weather, Tick);
            _shunt.Step(Tick);
        }
    }
}
