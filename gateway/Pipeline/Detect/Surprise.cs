using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Detect;

/// <summary>
/// How unlikely the recent level of a measure is against its own past, 0 to 1: the upper tail of a normal distribution, one
/// half at one in 100,000 and never quite 1. The recent level is a mean of a few values, so that one outlier among heavy tails counts less
/// than several in a row.
/// </summary>
internal sealed class Surprise(int recent, int past) : IStateful
{
    private const double Half = 5;
    private readonly Moments _recent = new(recent);
    private readonly Moments _past = new(past);

    public double Add(double measure)
    {
        _recent.Add(measure);
        double score = 0;
        if (_past.Count >= recent * 4 && _past.Deviation > 0) score = Score((_recent.Mean - _past.Mean) / _past.Deviation);
        _past.Add(measure);
        return score;
    }

    public void Save(StateWriter writer)
    {
        _recent.Save(writer);
        _past.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _recent.Load(reader);
        _past.Load(reader);
    }

    // Q(z) is about exp(-z²/2) / (z √(2π)) for large z (Abramowitz and Stegun, 26.2.12); near 0 there is nothing to score.
    private static double Score(double z)
    {
        if (!(z > 1)) return 0;
        double powers = ((z * z / 2) + Math.Log(z * Math.Sqrt(2 * Math.PI))) / Math.Log(10);
        return powers <= 0 ? 0 : powers / (powers + Half);
    }
}
