namespace SmartCity.Pipeline.State;

/// <summary>
/// The values of a sliding stretch of time, oldest first, and their statistics. Bounded: at the capacity the oldest leaves.
/// Sums are recomputed now and then, so that removing values does not let rounding pile up.
/// </summary>
public sealed class TimedWindow(int capacity) : IStateful
{
    private const int RefreshEvery = 1024;
    private readonly MinMaxWindow _extremes = new(capacity);
    private (long TimeMs, double Value)[] _ring = new (long, double)[Math.Min(8, capacity)];
    private int _head;
    private long _added;
    private double _mean;
    private double _squares;

    public int Count { get; private set; }

    public double Min => _extremes.Min;

    public double Max => _extremes.Max;

    public double Mean => _mean;

    public (long TimeMs, double Value) First => this[0];

    public (long TimeMs, double Value) Last => this[Count - 1];

    public (long TimeMs, double Value) this[int i] => _ring[(_head + i) % _ring.Length];

    public void Add(long timeMs, double value)
    {
        if (Count == capacity) DropFirst();
        if (Count == _ring.Length) Grow();
        _ring[(_head + Count) % _ring.Length] = (timeMs, value);
        Count++;
        _extremes.Add(_added++, value);
        double step = value - _mean;
        _mean += step / Count;
        _squares += step * (value - _mean);
        if (_added % RefreshEvery == 0) Refresh();
    }

    /// <summary>Forgets values with a time at or before <paramref name="timeMs"/>.</summary>
    public void DropUpTo(double timeMs)
    {
        while (Count > 0 && First.TimeMs <= timeMs) DropFirst();
    }

    public void Clear()
    {
        while (Count > 0) DropFirst();
    }

    /// <summary>Of the population (divided by n).</summary>
    public double StandardDeviation() => Math.Sqrt(Math.Max(0, _squares) / Count);

    /// <summary>The p-quantile, 0 to 1, by linear interpolation between closest ranks (as NumPy's default).</summary>
    public double Quantile(double p)
    {
        double[] sorted = System.Buffers.ArrayPool<double>.Shared.Rent(Count);
        for (int i = 0; i < Count; i++) sorted[i] = this[i].Value;
        Array.Sort(sorted, 0, Count);
        double rank = p * (Count - 1);
        int low = (int)rank;
        double value = low + 1 < Count ? sorted[low] + ((rank - low) * (sorted[low + 1] - sorted[low])) : sorted[Count - 1];
        System.Buffers.ArrayPool<double>.Shared.Return(sorted);
        return value;
    }

    public void Save(StateWriter writer)
    {
        writer.Whole(Count);
        writer.Whole(_added);
        writer.Number(_mean);
        writer.Number(_squares);
        for (int i = 0; i < Count; i++)
        {
            writer.Whole(this[i].TimeMs);
            writer.Number(this[i].Value);
        }

        _extremes.Save(writer);
    }

    public void Load(StateReader reader)
    {
        int count = Math.Min(reader.Count(), capacity);
        _added = reader.Whole();
        _mean = reader.Number();
        _squares = reader.Number();
        _head = 0;
        Count = 0;
        for (int i = 0; i < count; i++)
        {
            if (Count == _ring.Length) Grow();
            _ring[Count++] = (reader.Whole(), reader.Number());
        }

        _extremes.Load(reader);
    }

    private void DropFirst()
    {
        double value = First.Value;
        _head = (_head + 1) % _ring.Length;
        Count--;
        _extremes.MoveStart(_added - Count);
        if (Count == 0)
        {
            _mean = 0;
            _squares = 0;
            return;
        }

        double step = value - _mean;
        _mean -= step / Count;
        _squares -= step * (value - _mean);
    }

    private void Refresh()
    {
        double sum = 0;
        for (int i = 0; i < Count; i++) sum += this[i].Value;
        _mean = sum / Count;
        _squares = 0;
        for (int i = 0; i < Count; i++) _squares += (this[i].Value - _mean) * (this[i].Value - _mean);
    }

    private void Grow()
    {
        var ring = new (long, double)[Math.Min(capacity, _ring.Length * 2)];
        for (int i = 0; i < Count; i++) ring[i] = this[i];
        _ring = ring;
        _head = 0;
    }
}
