using System.Diagnostics;
using System.Reflection;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Operate.Clock;

namespace SmartCity.Gateway.Operate.Metrics;

/// <summary>Process, disk, card and clock; those of the process by the names every Prometheus client library uses.</summary>
internal static class MachineMetrics
{
    private const double Terabyte = 1e12;

    public static string Version { get; } =
        typeof(MachineMetrics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public static IEnumerable<Metric> Of(GatewayHost host)
    {
        yield return Metric.Gauges("smartcity_build_info", "Always 1; the version is the label's.", () => [new Sample(1, ("version", Version), ("gateway", host.Options.Gateway))]);
        yield return Metric.Counter("process_cpu_seconds_total", "User and system time of the process.", () => Environment.CpuUsage.TotalTime.TotalSeconds);
        yield return Metric.Gauge("process_resident_memory_bytes", "Resident memory of the process.", () => Environment.WorkingSet);
        yield return Metric.Gauge("process_start_time_seconds", "When the process was started.", StartTime);
        yield return Metric.Gauge("smartcity_data_free_bytes", "Room left on the file system of the data directory; NaN when that is gone.", () => OfDisk(host, disk => disk.AvailableFreeSpace));
        yield return Metric.Gauge("smartcity_data_size_bytes", "Size of that file system.", () => OfDisk(host, disk => disk.TotalSize));
        if (host.Options.Operate.CardTerabytes > 0)
        {
            yield return Metric.Gauge("smartcity_card_endurance_bytes", "What the card can be written in its life, as configured.", () => host.Options.Operate.CardTerabytes * Terabyte);
        }

        yield return Metric.Gauge("smartcity_clock_synchronised", "1 when the clock is disciplined, 0 when not or not known.", () => SystemClock.Read(host.Time) is { Synchronised: true } ? 1 : 0);
        yield return Metric.Gauge("smartcity_clock_max_error_seconds", "The bound on the clock's error, by the kernel's reckoning; NaN when not known.", () => SystemClock.Read(host.Time)?.MaxError.TotalSeconds ?? double.NaN);
    }

    // NaN of a disk that is gone, when what the rest has to say matters most.
    private static double OfDisk(GatewayHost host, Func<DriveInfo, long> read)
    {
        try
        {
            return read(new DriveInfo(host.Options.Data));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return double.NaN;
        }
    }

    private static double StartTime()
    {
        using var self = Process.GetCurrentProcess();
        return new DateTimeOffset(self.StartTime).ToUnixTimeMilliseconds() / 1000d;
    }
}
