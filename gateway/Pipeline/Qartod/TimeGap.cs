using SmartCity.Pipeline.State;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Qartod;

/// <summary>
/// QARTOD gap: a value that comes more than so many seconds after the one before fails. Behaviour of ioos_qc
/// <c>time_gap_test</c>: not evaluated after an unknown time; the first value takes the flag of the second.
/// </summary>
public sealed class TimeGap(double failSeconds) : IStateful
{
    private long _count;
    private long? _lastMs;

    /// <summary>
    /// Flag of this value; null stands for an unknown time. <paramref name="first"/> is the flag of the first value, given
    /// with the second one and 0 at other times.
    /// </summary>
    public int Add(long? timeMs, out int first)
    {
        int flag = timeMs == null ? Quality.Missing
            : _lastMs == null ? Quality.NotEvaluated
            : timeMs - _lastMs > (long)failSeconds * 1000 ? Quality.Fail : Quality.Good;
        first = 0;
        if (_count == 1) first = timeMs == null && _lastMs != null ? Quality.NotEvaluated : flag;
        _count = Math.Min(_count + 1, 2);
        _lastMs = timeMs;
        return flag;
    }

    public void Save(StateWriter writer)
    {
        writer.Whole(_count);
        writer.Bool(_lastMs != null);
        writer.Whole(_lastMs ?? 0);
    }

    public void Load(StateReader reader)
    {
        _count = reader.Whole();
        bool known = reader.Bool();
        long last = reader.Whole();
        _lastMs = known ? last : null;
    }
}
