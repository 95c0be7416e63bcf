using System.Globalization;

namespace SmartCity.Gateway.Operate.Service;

/// <summary>The assignments of sd_notify(3) that the gateway sends.</summary>
internal static class ServiceState
{
    public const string Ready = "READY=1";

    public const string Stopping = "STOPPING=1\nSTATUS=stopping: what was acknowledged is on the disk";

    public static string Starting(string what) => "STATUS=" + what;

    /// <summary>With the monotonic time that <c>Type=notify-reload</c> of systemd 253 wants; older ones ignore it.</summary>
    public static string Reloading(TimeProvider time)
    {
        var microseconds = (long)(time.GetTimestamp() * (1_000_000.0 / time.TimestampFrequency));
        return "RELOADING=1\nMONOTONIC_USEC=" + microseconds.ToString(CultureInfo.InvariantCulture);
    }
}
