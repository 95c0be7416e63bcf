namespace SmartCity.Node.Virtual.Physics;

/// <summary>Seeded draws that .NET's <see cref="Random"/> does not have.</summary>
public sealed class Gaussian(int seed)
{
    private readonly Random _random = new(seed);
    private double _spare;
    private bool _hasSpare;

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => _random.NextDouble();

    /// <summary>Standard normal, by Marsaglia's polar method.</summary>
    public double Next()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }

        double u, v, s;
        do
        {
            u = (2 * _random.NextDouble()) - 1;
            v = (2 * _random.NextDouble()) - 1;
            s = (u * u) + (v * v);
        }
        while (s is >= 1 or 0);

        double scale = Math.Sqrt(-2 * Math.Log(s) / s);
        _spare = v * scale;
        _hasSpare = true;
        return u * scale;
    }

    /// <summary>Number of events of a Poisson process with that mean; by Knuth's product, so for means below some 10.</summary>
    public int Poisson(double mean)
    {
        double limit = Math.Exp(-mean);
        int events = 0;
        for (double p = _random.NextDouble(); p > limit; p *= _random.NextDouble()) events++;
        return events;
    }
}
