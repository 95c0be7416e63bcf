namespace SmartCity.Gateway.Operate.Clock;

/// <summary>What is known of the clock, from who knows it best and may be asked.</summary>
internal static class SystemClock
{
    /// <summary>The kernel's word; where a seccomp filter forbids the question, as the unit's does, timesyncd's. Null: nobody says.</summary>
    public static ClockQuality? Read(TimeProvider time) => KernelClock.Read() ?? TimesyncMark.Read(TimesyncMark.Path, time.GetUtcNow());
}
