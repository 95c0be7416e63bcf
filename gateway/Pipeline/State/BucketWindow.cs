namespace SmartCity.Pipeline.State;

/// <summary>
/// Mean over a long sliding window in constant memory: sums of 60 equal stretches, the oldest of which leaves as a whole.
/// </summary>
public sealed class BucketWindow : IStateful
{
    private const int Buckets = 60;
    private readonly double[] _sums = new double[Buckets];
    private readonly int[] _counts = new int[Buckets];
    private readonly long _bucketMs;
    private readonly RunningMedian _interval = new();
    private readonly double _windowMs;
    private long _newest = long.MinValue;
    private long _lastMs;

    public BucketWindow(double seconds)
    {
        _windowMs = seconds * 1000;
        _bucketMs = Math.Max(1, (long)(seconds * 1000 / Buckets));
    }

    public long Count { get; private set; }

    /// <summary>Share of the window that values stand for, each for the usual interval between them (or a stretch, if that is longer).</summary>
    public double Coverage
    {
        get
        {
            int covered = 0;
            foreach (int count in _counts) covered += count > 0 ? 1 : 0;
            return Math.Min(1, covered * Math.Max(_bucketMs, _interval.Value) / _windowMs);
        }
    }

    /// <summary>NaN when empty.</summary>
    public double Mean
    {
        get
        {
            double sum = 0;
            foreach (double s in _sums) sum += s;
            return sum / Count;
        }
    }

    public void Add(long timeMs, double value)
    {
        if (_newest != long.MinValue && timeMs > _lastMs) _interval.Add(timeMs - _lastMs);
        _lastMs = timeMs;
        long bucket = timeMs / _bucketMs;
        if (bucket > _newest) Advance(bucket);
        if (bucket <= _newest - Buckets) return;
        int slot = Slot(bucket);
        _sums[slot] += value;
        _counts[slot]++;
        Count++;
    }

    public void Save(StateWriter writer)
    {
        writer.Whole(_newest);
        writer.Whole(_lastMs);
        _interval.Save(writer);
        for (int i = 0; i < Buckets; i++)
        {
            writer.Number(_sums[i]);
            writer.Whole(_counts[i]);
        }
    }

    public void Load(StateReader reader)
    {
        _newest = reader.Whole();
        _lastMs = reader.Whole();
        _interval.Load(reader);
        Count = 0;
        for (int i = 0; i < Buckets; i++)
        {
            _sums[i] = reader.Number();
            _counts[i] = reader.Small();
            Count += _counts[i];
        }
    }

    private static int Slot(long bucket) => (int)(((bucket % Buckets) + Buckets) % Buckets);

    private void Advance(long bucket)
    {
        long from = _newest == long.MinValue || bucket - _newest > Buckets ? bucket - Buckets : _newest;
        for (long b = from + 1; b <= bucket; b++)
        {
            int slot = Slot(b);
            Count -= _counts[slot];
            _counts[slot] = 0;
            _sums[slot] = 0;
        }

        _newest = bucket;
    }
}
