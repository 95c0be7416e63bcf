namespace SmartCity.Gateway.Demo;

/// <summary>
/// The gateway's clock in a demo whose nodes live faster: the date runs with theirs, so that their readings are neither
/// late nor of the future; timers and durations stay real, for sockets and disk are.
/// </summary>
internal sealed class DemoTime(TimeProvider real, DateTimeOffset start, double speed) : TimeProvider
{
    private readonly long _startStamp = real.GetTimestamp();

    public override long TimestampFrequency => real.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => real.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => start + (real.GetElapsedTime(_startStamp) * speed);

    public override long GetTimestamp() => real.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);
}
