namespace SmartCity.Gateway.Rules;

/// <summary>
/// Notices when the machine's clock is set: wall clock and monotonic clock no longer agree on how much time has passed. What
/// NTP slews is followed, not noticed.
/// </summary>
internal sealed class ClockWatch(TimeProvider time)
{
    private const long LeastStepMs = 500;
    private long _wallMs = time.GetUtcNow().ToUnixTimeMilliseconds();
    private long _stamp = time.GetTimestamp();

    /// <summary>Milliseconds by which the clock was set since the last call, 0 when it was not.</summary>
    public long Look(out long nowMs)
    {
        nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        var stamp = time.GetTimestamp();
        var step = nowMs - _wallMs - (long)time.GetElapsedTime(_stamp, stamp).TotalMilliseconds;
        (_wallMs, _stamp) = (nowMs, stamp);
        return Math.Abs(step) >= LeastStepMs ? step : 0;
    }
}
