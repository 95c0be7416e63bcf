using SmartCity.Journal;

namespace SmartCity.Gateway.Forward.Engine;

/// <summary>Counts what one sink does. Written by its runner, read by anybody.</summary>
internal sealed class SinkStats(string name, ICursor cursor, TimeProvider time)
{
    private const double RateMemorySeconds = 10;

    private readonly Lock _gate = new();
    private SinkState _state;
    private long _packs;
    private long _readings;
    private long _historical;
    private long _peakPacks;
    private long _peakReadings;
    private long _failures;
    private int _failuresInARow;
    private double _rate;
    private long _rateAt = time.GetTimestamp();
    private TimeSpan _lag;
    private long? _oldestMs;
    private string? _error;
    private long? _errorMs;

    public long Backlog => cursor.Backlog(Lane.Data) + cursor.Backlog(Lane.Event);

    /// <summary>Notes the backlog as it is now; <paramref name="oldestMs"/> is when its oldest record was journaled.</summary>
    public void Observe(long? oldestMs)
    {
        var packs = Backlog;
        lock (_gate)
        {
            _oldestMs = oldestMs;
            Peak(packs);
        }
    }

    /// <summary>Records the receiver acknowledged.</summary>
    public void Forwarded(long packs, long readings, long historical, TimeSpan? lag)
    {
        lock (_gate)
        {
            _packs += packs;
            _readings += readings;
            _historical += historical;
            if (lag is { } age) _lag = age;
            _rate = Rate() + (packs / RateMemorySeconds);
            _rateAt = time.GetTimestamp();
        }
    }

    public void Succeeded()
    {
        lock (_gate)
        {
            _state = SinkState.Up;
            _failuresInARow = 0;
        }
    }

    public void Failed(FailureKind kind, string? reason)
    {
        lock (_gate)
        {
            _state = kind == FailureKind.Final ? SinkState.Blocked : SinkState.Down;
            _failures++;
            _failuresInARow++;
            _error = reason;
            _errorMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        }
    }

    /// <summary>The receiver refused records for good; the sink itself is well.</summary>
    public void Refused(string? reason)
    {
        lock (_gate)
        {
            _error = reason;
            _errorMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        }
    }

    public SinkSnapshot Snapshot(long deadLetters)
    {
        var packs = Backlog;
        lock (_gate)
        {
            Peak(packs);
            return new SinkSnapshot(
                name, _state, _packs, _readings, _historical, packs, Readings(packs), _peakPacks, _peakReadings, _lag,
                packs > 0 ? _oldestMs : null, Rate(), deadLetters, _failuresInARow, _failures, _error, _errorMs);
        }
    }

    // Until the first pack is through there is no mean; one reading a pack is the least it can be.
    private long Readings(long packs) => _packs == 0 ? packs : (long)Math.Round(packs * ((double)_readings / _packs));

    /// <summary>An exponentially fading count: what came in RateMemorySeconds ago weighs 1/e.</summary>
    private double Rate() => _rate * Math.Exp(-time.GetElapsedTime(_rateAt).TotalSeconds / RateMemorySeconds);

    private void Peak(long packs)
    {
        _peakPacks = Math.Max(_peakPacks, packs);
        _peakReadings = Math.Max(_peakReadings, Readings(packs));
    }
}
