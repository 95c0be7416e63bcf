using SmartCity.Pipeline.State;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Qartod;

/// <summary>Thresholds in the channel's unit per second; null leaves that flag out.</summary>
public sealed record RateLimits(double? Suspect, double? Fail);

/// <summary>
/// QARTOD rate of change. Behaviour of ioos_qc <c>rate_of_change_test</c>: good where there is nothing to compare with
/// (first value, after a missing one, same time).
/// </summary>
public sealed class RateOfChange(RateLimits limits) : IStateful
{
    private double _last = double.NaN;
    private long _lastMs;

    public int Add(long timeMs, double value)
    {
        double rate = timeMs > _lastMs ? Math.Abs(value - _last) / ((timeMs - _lastMs) / 1000.0) : double.NaN;
        _last = value;
        _lastMs = timeMs;
        if (double.IsNaN(value)) return Quality.Missing;
        if (rate > limits.Fail) return Quality.Fail;
        return rate > limits.Suspect ? Quality.Suspect : Quality.Good;
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
