using SmartCity.Pipeline.State;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Qartod;

/// <summary>How far a value stands out of its two neighbours.</summary>
public enum SpikeMethod
{
    /// <summary>Distance from the mean of the neighbours.</summary>
    Average,

    /// <summary>The smaller of the two steps, when they go opposite ways.</summary>
    Differential,
}

/// <summary>Thresholds in the channel's unit; null leaves that flag out.</summary>
public sealed record SpikeLimits(double? Suspect, double? Fail, SpikeMethod Method = SpikeMethod.Average);

/// <summary>
/// QARTOD spike test. A value is judged when its successor is there, so <see cref="Add"/> answers for the value before the
/// one given. Behaviour of ioos_qc <c>spike_test</c>: not evaluated at the ends and beside a missing value.
/// </summary>
public sealed class Spike(SpikeLimits limits) : IStateful
{
    private double _beforeLast = double.NaN;
    private double _last = double.NaN;

    /// <summary>Flag of the value given the call before; NaN stands for a missing one.</summary>
    public int Add(double value)
    {
        int flag = Judge(_beforeLast, _last, value);
        _beforeLast = _last;
        _last = value;
        return flag;
    }

    public void Save(StateWriter writer)
    {
        writer.Number(_beforeLast);
        writer.Number(_last);
    }

    public void Load(StateReader reader)
    {
        _beforeLast = reader.Number();
        _last = reader.Number();
    }

    private int Judge(double before, double value, double after)
    {
        if (double.IsNaN(value)) return Quality.Missing;
        if (double.IsNaN(before) || double.IsNaN(after)) return Quality.NotEvaluated;
        double height = limits.Method == SpikeMethod.Average ? Math.Abs(value - ((before + after) / 2)) : OppositeStep(value - before, after - value);
        if (height > limits.Fail) return Quality.Fail;
        return height > limits.Suspect ? Quality.Suspect : Quality.Good;
    }

    private static double OppositeStep(double up, double down) => up * down >= 0 ? 0 : Math.Min(Math.Abs(up), Math.Abs(down));
}
