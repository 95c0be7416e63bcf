namespace SmartCity.Gateway.Forward.Engine;

/// <summary>
/// Exponential back-off with full jitter: the n-th wait is drawn evenly from 0 to base × 2^n, so that a thousand
/// gateways do not come back at the same moment.
/// Source: M. Brooker, Exponential Backoff and Jitter, AWS Architecture Blog, 2015.
/// </summary>
internal sealed class Backoff(TimeSpan first, TimeSpan cap, Random random)
{
    private int _failures;

    /// <summary>Failures in a row.</summary>
    public int Failures => _failures;

    public void Reset() => _failures = 0;

    /// <summary>The wait after one more failure; never shorter than what the receiver asked for.</summary>
    public TimeSpan Next(TimeSpan? retryAfter)
    {
        var ceiling = Math.Min(cap.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Min(_failures, 30)));
        _failures++;
        var wait = TimeSpan.FromMilliseconds(random.NextDouble() * ceiling);
        return retryAfter is { } wish && wish > wait ? wish : wait;
    }
}
