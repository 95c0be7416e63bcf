namespace SmartCity.Gateway.Forward.Hj212.Periods;

/// <summary>Which period a time belongs to, and when a period begins and ends; local hours and days.</summary>
/// <param name="offset">Local time less UTC.</param>
/// <param name="minutes">Length of a minute period, a divisor of 60.</param>
internal sealed class PeriodClock(TimeSpan offset, int minutes)
{
    private const long MinuteMs = 60_000;

    private readonly long _offsetMs = (long)offset.TotalMilliseconds;

    public long Number(PeriodKind kind, long unixMs) => Floor(unixMs + _offsetMs, Length(kind));

    public long StartMs(PeriodKind kind, long number) => (number * Length(kind)) - _offsetMs;

    public long EndMs(PeriodKind kind, long number) => StartMs(kind, number + 1);

    /// <summary>
    /// The slot a time falls in, 0 to 59: minute periods of an hour, hours of a day; a minute period is one. What was
    /// covered by readings is counted in them.
    /// </summary>
    public int Slot(PeriodKind kind, long unixMs) =>
        kind == PeriodKind.Minute ? 0 : (int)((unixMs - StartMs(kind, Number(kind, unixMs))) / SlotMs(kind));

    public long SlotMs(PeriodKind kind) => kind switch
    {
        PeriodKind.Minute => minutes * MinuteMs,
        PeriodKind.Hour => minutes * MinuteMs,
        _ => 60 * MinuteMs,
    };

    private long Length(PeriodKind kind) => kind switch
    {
        PeriodKind.Minute => minutes * MinuteMs,
        PeriodKind.Hour => 60 * MinuteMs,
        _ => 24 * 60 * MinuteMs,
    };

    private static long Floor(long value, long by) => value >= 0 ? value / by : ((value + 1) / by) - 1;
}
