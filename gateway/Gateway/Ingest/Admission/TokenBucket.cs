namespace SmartCity.Gateway.Ingest.Admission;

/// <summary>
/// A rate with a burst (generic cell rate algorithm, ITU-T I.371 annex A): one number, the time at which the bucket would
/// be full again. One owner; not thread-safe.
/// </summary>
internal sealed class TokenBucket(double perSecond, int burst, TimeProvider time)
{
    private readonly long _interval = (long)(time.TimestampFrequency / perSecond);
    private long _fullAt = long.MinValue;

    /// <summary>Takes a token and returns how long its taker must wait for it; zero within rate and burst.</summary>
    public TimeSpan Take()
    {
        var now = time.GetTimestamp();
        _fullAt = Math.Max(_fullAt, now) + _interval;
        var excess = _fullAt - now - (_interval * burst);
        return excess <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)excess / time.TimestampFrequency);
    }

    /// <summary>Takes a token if there is one.</summary>
    public bool TryTake()
    {
        var now = time.GetTimestamp();
        var fullAt = Math.Max(_fullAt, now) + _interval;
        if (fullAt - now > _interval * burst) return false;
        _fullAt = fullAt;
        return true;
    }
}
