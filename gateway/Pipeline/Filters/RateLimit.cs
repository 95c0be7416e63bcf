using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Filters;

/// <summary>At most one value in so many seconds.</summary>
public sealed class RateLimit(double seconds) : IStateful
{
    private long _nextMs = long.MinValue;

    public bool Pass(long timeMs)
    {
        if (timeMs < _nextMs) return false;
        _nextMs = timeMs + (long)(seconds * 1000);
        return true;
    }

    public void Save(StateWriter writer) => writer.Whole(_nextMs);

    public void Load(StateReader reader) => _nextMs = reader.Whole();
}
