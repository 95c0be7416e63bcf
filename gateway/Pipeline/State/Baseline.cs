namespace SmartCity.Pipeline.State;

/// <summary>
/// What a series used to be: the mean of a stretch that ends some seconds ago, so that what happens now does not move it.
/// It stands still while <see cref="Frozen"/>.
/// </summary>
public sealed class Baseline(double baselineSeconds, double recentSeconds) : IStateful
{
    private const int LeastValues = 4;
    private readonly TimedWindow _recent = new(1024);
    private readonly TimedWindow _old = new(4096);

    public bool Frozen { get; set; }

    public double Latest { get; private set; } = double.NaN;

    public long LatestMs { get; private set; }

    public bool Known => _old.Count >= LeastValues;

    /// <summary>Mean of the baseline; 0 while not <see cref="Known"/>.</summary>
    public double Mean => _old.Mean;

    public void Add(long timeMs, double value)
    {
        Latest = value;
        LatestMs = timeMs;
        if (Frozen) return;
        _recent.Add(timeMs, value);
        while (_recent.First.TimeMs <= timeMs - (recentSeconds * 1000))
        {
            _old.Add(_recent.First.TimeMs, _recent.First.Value);
            _recent.DropUpTo(_recent.First.TimeMs);
        }

        _old.DropUpTo(timeMs - ((recentSeconds + baselineSeconds) * 1000));
    }

    /// <summary>Forgets what was recent, so that it never becomes baseline.</summary>
    public void DropRecent() => _recent.Clear();

    public void Save(StateWriter writer)
    {
        _recent.Save(writer);
        _old.Save(writer);
        writer.Bool(Frozen);
        writer.Number(Latest);
        writer.Whole(LatestMs);
    }

    public void Load(StateReader reader)
    {
        _recent.Load(reader);
        _old.Load(reader);
        Frozen = reader.Bool();
        Latest = reader.Number();
        LatestMs = reader.Whole();
    }
}
