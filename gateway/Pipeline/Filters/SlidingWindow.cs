using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Filters;

/// <summary>What a window held at its end.</summary>
public readonly record struct WindowSummary(long EndMs, int Count, double Min, double Max, double Mean, double P95, double Last);

/// <summary>
/// Statistics of the last stretch of time, once every hop: (end - window, end], where the end is a whole multiple of the
/// hop, so that all nodes' windows end together.
/// </summary>
public sealed class SlidingWindow(double windowSeconds, double hopSeconds) : IStateful
{
    private const int MostValues = 4096;
    private const double P95 = 0.95;
    private readonly TimedWindow _values = new(MostValues);
    private readonly long _hopMs = Math.Max(1, (long)(hopSeconds * 1000));
    private long _endMs = long.MinValue;

    /// <summary>Takes the next value (times grow); true when it lies behind the end of a window, which is then summed up without it.</summary>
    public bool Add(long timeMs, double value, out WindowSummary summary)
    {
        summary = default;
        bool ended = _endMs != long.MinValue && timeMs > _endMs;
        if (ended)
        {
            _values.DropUpTo(_endMs - (windowSeconds * 1000));
            if (_values.Count == 0) ended = false;
            else summary = new WindowSummary(_endMs, _values.Count, _values.Min, _values.Max, _values.Mean, _values.Quantile(P95), _values.Last.Value);
        }

        if (_endMs == long.MinValue || timeMs > _endMs) _endMs = ((timeMs + _hopMs - 1) / _hopMs) * _hopMs;
        _values.Add(timeMs, value);
        return ended;
    }

    public void Save(StateWriter writer)
    {
        _values.Save(writer);
        writer.Whole(_endMs);
    }

    public void Load(StateReader reader)
    {
        _values.Load(reader);
        _endMs = reader.Whole();
    }
}
