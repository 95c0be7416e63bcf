namespace SmartCity.Pipeline.State;

/// <summary>Median of the last 15 numbers (NaN is none); of an even count the mean of the two in the middle.</summary>
public sealed class RunningMedian : IStateful
{
    private const int Size = 15;
    private readonly double[] _recent = new double[Size];
    private readonly double[] _sorted = new double[Size];
    private int _count;
    private int _next;

    public int Count => _count;

    /// <summary>0 while there is no number.</summary>
    public double Value
    {
        get
        {
            if (_count == 0) return 0;
            int middle = _count / 2;
            return _count % 2 == 1 ? _sorted[middle] : (_sorted[middle - 1] + _sorted[middle]) / 2;
        }
    }

    public void Add(double value)
    {
        if (double.IsNaN(value)) return;
        if (_count == Size) Remove(_recent[_next]);
        int at = _count;
        for (; at > 0 && _sorted[at - 1] > value; at--) _sorted[at] = _sorted[at - 1];
        _sorted[at] = value;
        _count++;
        _recent[_next] = value;
        _next = (_next + 1) % Size;
    }

    public void Save(StateWriter writer)
    {
        writer.Whole(_count);
        for (int i = 0; i < _count; i++) writer.Number(_recent[(_next - _count + i + Size) % Size]);
    }

    public void Load(StateReader reader)
    {
        _count = 0;
        _next = 0;
        for (int left = reader.Count(); left > 0; left--) Add(reader.Number());
    }

    private void Remove(double value)
    {
        int at = Array.BinarySearch(_sorted, 0, _count, value);
        if (at < 0) return;
        Array.Copy(_sorted, at + 1, _sorted, at, _count - at - 1);
        _count--;
    }
}
