namespace SmartCity.Node.Virtual.Physics;

/// <summary>PM2.5, NO2 and noise at the kerb: a background that drifts, and what the traffic adds until wind carries it off.</summary>
public sealed class StreetAir(Gaussian random)
{
    private const double MixingSeconds = 420;
    private const double ParticlesPerVehicle = 0.085;
    private const double ParticlesPerIdlingSecond = 0.0035;
    private const double OxidesPerVehicle = 0.17;
    private const double OxidesPerIdlingSecond = 0.006;
    private const double BackgroundDecibel = 44;

    // Flow of the last seconds: what a microphone at the kerb hears.
    private const double HearingSeconds = 8;

    private readonly Drift _particleBackground = new(random, 24, 6, 6 * 3600);
    private readonly Drift _oxideBackground = new(random, 16, 3, 3 * 3600);
    private readonly Drift _loudness = new(random, 0, 1.1, 3);

    private double _particles;
    private double _oxides;
    private double _flow;

    /// <summary>ug/m3.</summary>
    public double Pm25 { get; private set; }

    /// <summary>Coarser share included, ug/m3.</summary>
    public double Pm10 { get; private set; }

    /// <summary>NO2, [ppb].</summary>
    public double No2 { get; private set; }

    /// <summary>CO2, [ppm].</summary>
    public double Co2 { get; private set; }

    /// <summary>Sound pressure level, dB(A).</summary>
    public double Noise { get; private set; }

    /// <param name="crossed">Vehicles that crossed in this step.</param>
    /// <param name="idling">Vehicles standing.</param>
    /// <param name="weather">Wind and sun.</param>
    /// <param name="seconds">Length of the step.</param>
    public void Step(int crossed, int idling, Weather weather, double seconds)
    {
        double keep = Math.Exp(-seconds * weather.Wind / (2 * MixingSeconds));
        _particles = (_particles * keep) + (ParticlesPerVehicle * crossed) + (ParticlesPerIdlingSecond * idling * seconds);
        _oxides = (_oxides * keep) + (OxidesPerVehicle * crossed) + (OxidesPerIdlingSecond * idling * seconds);
        Pm25 = Math.Max(2, _particleBackground.Step(seconds)) + _particles;
        Pm10 = (1.35 * Pm25) + (0.8 * weather.Wind) + (0.3 * _particles);

        // The sun splits NO2 back into NO: less of it at noon for the same traffic.
        No2 = (Math.Max(2, _oxideBackground.Step(seconds)) + _oxides) * (1 - (0.25 * weather.Sun));

        // Exhaust carries some thousand times more CO2 than NO2, most of which is aloft before it reaches the cabinet.
        Co2 = 424 + (1.4 * _oxides);

        double hear = Math.Exp(-seconds / HearingSeconds);
        _flow = (_flow * hear) + ((1 - hear) * (crossed * 3600 / seconds));
        // RLS-90: 37.3 dB + 10 lg M at 25 m for M cars an hour; 4 dB more at the kerb's 10 m.
        double traffic = 41.3 + (10 * Math.Log10(_flow + 1));
        double energy = Math.Pow(10, traffic / 10) + Math.Pow(10, BackgroundDecibel / 10);
        Noise = (10 * Math.Log10(energy)) + _loudness.Step(seconds);
    }
}
