using SmartCity.Pipeline.State;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Qartod;

/// <summary>Seconds without movement until a value is suspect and until it fails; movement is a range of at least <paramref name="Tolerance"/>.</summary>
public sealed record FlatLineLimits(double SuspectSeconds, double FailSeconds, double Tolerance);

/// <summary>
/// QARTOD flat line. Behaviour of ioos_qc <c>flat_line_test</c>: seconds become a number of observations by the median
/// interval (here of the last 15), and the range is taken over that many observations and the present one; missing ones
/// count as observations but have no say in the range.
/// </summary>
public sealed class FlatLine(FlatLineLimits limits) : IStateful
{
    private const int LongestRun = 512;
    private readonly MinMaxWindow _run = new(LongestRun);
    private readonly RunningMedian _interval = new();
    private long _position = -1;
    private long _lastMs;

    public int Add(long timeMs, double value)
    {
        if (_position >= 0) _interval.Add(timeMs - _lastMs);
        _lastMs = timeMs;
        _position++;
        if (double.IsNaN(value)) return Quality.Missing;

        // What stays in the window is the longest run ending here whose range is below the tolerance.
        _run.Add(_position, value);
        while (!_run.IsEmpty && _run.Range >= limits.Tolerance) _run.DropOlderExtreme();
        if (_run.IsEmpty || _interval.Value <= 0) return Quality.Good;
        long before = _position - _run.Start;
        if (before >= Observations(limits.FailSeconds)) return Quality.Fail;
        return before >= Observations(limits.SuspectSeconds) ? Quality.Suspect : Quality.Good;
    }

    public void Save(StateWriter writer)
    {
        _run.Save(writer);
        _interval.Save(writer);
        writer.Whole(_position);
        writer.Whole(_lastMs);
    }

    public void Load(StateReader reader)
    {
        _run.Load(reader);
        _interval.Load(reader);
        _position = reader.Whole();
        _lastMs = reader.Whole();
    }

    // Fewer than two earlier observations say nothing about a line.
    private long Observations(double seconds) => Math.Max(2, (long)(seconds * 1000 / _interval.Value));
}
