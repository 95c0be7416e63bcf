using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Filters;

/// <summary>
/// Swinging door with a strict bound: straight lines between the kept points are within ε of every value left out. The
/// textbook form keeps the last point before the doors open, whose own line may miss a point between by up to 2 ε; here a
/// point is only ever the end of a line when its own slope lies between the doors.
/// </summary>
public sealed class SwingingDoor(double epsilon, double longestSeconds) : IStateful
{
    private long _pivotMs;
    private double _pivot = double.NaN;
    private long _heldMs;
    private double _held = double.NaN;
    private double _low;
    private double _high;

    /// <summary>
    /// Takes the next value (times grow). True when a point must be kept: the one given the call before, or this one when it
    /// is the first.
    /// </summary>
    public bool Add(long timeMs, double value, out long keptMs, out double kept)
    {
        if (double.IsNaN(_pivot))
        {
            (keptMs, kept) = (_pivotMs, _pivot) = (timeMs, value);
            _held = double.NaN;
            return true;
        }

        bool ends = !double.IsNaN(_held) && (timeMs - _pivotMs > longestSeconds * 1000 || !Between(timeMs, value));
        (keptMs, kept) = (_heldMs, _held);
        if (ends)
        {
            (_pivotMs, _pivot) = (_heldMs, _held);
            _held = double.NaN;
        }

        Narrow(timeMs, value);
        return ends;
    }

    /// <summary>The point that is still open, to be kept when the series ends; false when there is none.</summary>
    public bool Flush(out long keptMs, out double kept)
    {
        (keptMs, kept) = (_heldMs, _held);
        bool any = !double.IsNaN(_held);
        _pivot = double.NaN;
        _held = double.NaN;
        return any;
    }

    public void Save(StateWriter writer)
    {
        writer.Whole(_pivotMs);
        writer.Number(_pivot);
        writer.Whole(_heldMs);
        writer.Number(_held);
        writer.Number(_low);
        writer.Number(_high);
    }

    public void Load(StateReader reader)
    {
        _pivotMs = reader.Whole();
        _pivot = reader.Number();
        _heldMs = reader.Whole();
        _held = reader.Number();
        _low = reader.Number();
        _high = reader.Number();
    }

    private bool Between(long timeMs, double value)
    {
        double slope = (value - _pivot) / (timeMs - _pivotMs);
        return slope >= _low && slope <= _high;
    }

    private void Narrow(long timeMs, double value)
    {
        double span = timeMs - _pivotMs;
        double low = (value - epsilon - _pivot) / span;
        double high = (value + epsilon - _pivot) / span;
        bool first = double.IsNaN(_held);
        _low = first ? low : Math.Max(_low, low);
        _high = first ? high : Math.Min(_high, high);
        (_heldMs, _held) = (timeMs, value);
    }
}
