using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SmartCity.Peers;

namespace SmartCity.Bench.Service;

/// <summary>The gateway as a child process: native, or the framework-dependent build beside the benchmark.</summary>
internal sealed class ServiceProcess : IDisposable
{
    public const string Password = "only-a-benchmark";
    private const int MiB = 1 << 20;

    private readonly Process _process;
    private readonly long _began = Stopwatch.GetTimestamp();

    private ServiceProcess(ProcessStartInfo start, int port)
    {
        Port = port;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
    }

    public int Port { get; }

    /// <summary>Since the process was started.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(_began);

    public double RssMb => Status("VmRSS:");

    public double AnonymousMb => Status("RssAnon:");

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static ServiceProcess Start(string? binary, string directory, int nodes)
    {
        var port = FreePort.Next();
        var config = Path.Combine(directory, "gateway.json");
        File.WriteAllText(config, Config(port, nodes));
        string[] arguments = ["run", "--config", config];
        var start = binary is not null
            ? new ProcessStartInfo(binary, arguments)
            : new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "smartcity-gateway.dll"), .. arguments]);
        start.RedirectStandardOutput = true;
        // As the unit does.
        start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        start.Environment["MALLOC_ARENA_MAX"] = "2";
        start.Environment["DOTNET_GCGen0MaxBudget"] = "400000";
        return new ServiceProcess(start, port);
    }

    /// <summary>Ends when the broker's port takes connections.</summary>
    public async Task ListeningAsync()
    {
        while (true)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Port).ConfigureAwait(false);
                return;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                await Task.Delay(1).ConfigureAwait(false);
            }
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string Config(int port, int nodes)
    {
        var text = new StringBuilder();
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""{"gateway":"bench","site":"a","data":"data","web":{"enabled":false},"operate":{"listen":"127.0.0.1:{{FreePort.Next()}}"},"broker":{"listeners":[{"address":"127.0.0.1","port":{{port}}}]},"sinks":[{"name":"archive","type":"file","path":"data/readings.ndjson"}],"nodes":[""");
        for (var i = 0; i < nodes; i++) text.Append(i == 0 ? "" : ",").Append(System.Globalization.CultureInfo.InvariantCulture, $$"""{"node":"n{{i}}","password":"{{Password}}"}""");
        return text.Append("]}").ToString();
    }

    private double Status(string key)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(text => text.StartsWith(key, StringComparison.Ordinal));
        return double.Parse(line[key.Length..^2], System.Globalization.CultureInfo.InvariantCulture) * 1024 / MiB;
    }
}
