using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SmartCity.Peers;

namespace SmartCity.Bench.Ingest;

/// <summary>A broker in a process of its own, and what the kernel knows of it.</summary>
internal abstract class BrokerProcess(Process process, int port) : IDisposable
{
    private const int TicksPerSecond = 100, UserTicks = 11, SystemTicks = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Look = TimeSpan.FromMilliseconds(50);

    public int Port => port;

    protected Process Process => process;

    /// <summary>Processor time so far, user and system (<c>/proc/PID/stat</c>, fields 14 and 15).</summary>
    public double CpuMicros
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (long.Parse(fields[UserTicks], CultureInfo.InvariantCulture) + long.Parse(fields[SystemTicks], CultureInfo.InvariantCulture)) * (1e6 / TicksPerSecond);
        }
    }

    public double RssMb => double.Parse(
        File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;

    /// <summary>Managed bytes allocated so far; null where there are none or nobody can tell.</summary>
    public virtual Task<long?> AllocatedAsync() => Task.FromResult<long?>(null);

    /// <summary>Returns when the port takes connections.</summary>
    public async Task ListensAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, patience.Token).ConfigureAwait(false);
                return;
            }
            catch (SocketException) when (!process.HasExited)
            {
                await Task.Delay(Look, TimeProvider.System, patience.Token).ConfigureAwait(false);
            }
        }
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
        GC.SuppressFinalize(this);
    }
}
