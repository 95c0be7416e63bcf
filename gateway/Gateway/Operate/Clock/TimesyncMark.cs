namespace SmartCity.Gateway.Operate.Clock;

/// <summary>
/// The file that systemd-timesyncd touches on each successful synchronisation (systemd-timesyncd.service(8), Files), for
/// where the kernel may not be asked. What has passed since then bounds the error as it does in the kernel.
/// </summary>
internal static class TimesyncMark
{
    public const string Path = "/run/systemd/timesync/synchronized";

    // As the kernel does (RFC 5905; ntp.c of Linux): the bound grows by 500 ppm, and at 16 s the clock is unsynchronised.
    private const double GrowthPerSecond = 500e-6;
    private static readonly TimeSpan MostError = TimeSpan.FromSeconds(16);

    /// <summary>Null when nobody has left a mark, or not this side of now.</summary>
    public static ClockQuality? Read(string path, DateTimeOffset now) =>
        File.Exists(path) ? Of(now - new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero)) : null;

    internal static ClockQuality? Of(TimeSpan age)
    {
        if (age < TimeSpan.Zero) return null;
        var error = age * GrowthPerSecond;
        return new ClockQuality(error < MostError, error < MostError ? error : MostError);
    }
}
