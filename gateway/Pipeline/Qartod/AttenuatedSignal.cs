using SmartCity.Pipeline.State;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Qartod;

/// <summary>What is measured of the window.</summary>
public enum SpreadKind
{
    /// <summary>Standard deviation (of the population).</summary>
    Std,

    /// <summary>Largest minus smallest.</summary>
    Range,
}

/// <summary>Least spread a live signal has, over a window of that many seconds with at least that many values.</summary>
public sealed record AttenuationLimits(double Suspect, double Fail, double WindowSeconds, int MinObservations = 1, SpreadKind Kind = SpreadKind.Std);

/// <summary>
/// QARTOD attenuated signal over a sliding window, open at its old end. Behaviour of ioos_qc
/// <c>attenuated_signal_test</c>; not evaluated until there are enough values.
/// </summary>
public sealed class AttenuatedSignal(AttenuationLimits limits) : IStateful
{
    private readonly TimedWindow _window = new(4096);

    public int Add(long timeMs, double value)
    {
        _window.DropUpTo(timeMs - (limits.WindowSeconds * 1000));
        if (double.IsNaN(value)) return Quality.Missing;
        _window.Add(timeMs, value);
        if (_window.Count < limits.MinObservations) return Quality.NotEvaluated;
        double spread = limits.Kind == SpreadKind.Std ? _window.StandardDeviation() : _window.Max - _window.Min;
        if (spread < limits.Fail) return Quality.Fail;
        return spread < limits.Suspect ? Quality.Suspect : Quality.Good;
    }

    public void Save(StateWriter writer) => _window.Save(writer);

    public void Load(StateReader reader) => _window.Load(reader);
}
