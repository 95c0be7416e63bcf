using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Filters;

/// <summary>
/// Lets a value pass when it differs by more than the width from the last that passed, or when that was a heartbeat ago.
/// Holding the last value until the next reconstructs the series within the width.
/// </summary>
public sealed class Deadband(double width, double heartbeatSeconds) : IStateful
{
    private double _last = double.NaN;
    private long _lastMs;

    public bool Pass(long timeMs, double value)
    {
        if (Math.Abs(value - _last) <= width && timeMs - _lastMs < heartbeatSeconds * 1000) return false;
        _last = value;
        _lastMs = timeMs;
        return true;
    }

    public void Save(StateWriter writer)
    {
        writer.Number(_last);
        writer.Whole(_lastMs);
    }

    public void Load(StateReader reader)
    {
        _last = reader.Number();
        _lastMs = reader.Whole();
    }
}
