using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SmartCity.Peers;

/// <summary>A server of somebody else's, run by a test in a directory of its own, on loopback.</summary>
internal sealed class PeerProcess(string file, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string? pidFile = null) : IDisposable
{
    private Process? _process;

    /// <summary>True when such a program is installed.</summary>
    public static bool Exists(string file) => File.Exists(file);

    public void Start()
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        _process = Process.Start(start)!;

        // Read and forgotten, so that it never waits for a reader.
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>SIGKILL: no farewell, nothing written that was not.</summary>
    public void Kill()
    {
        if (_process is null) return;
        if (pidFile is not null && File.Exists(pidFile) && int.TryParse(File.ReadAllText(pidFile).Trim(), out var pid)) Kill(pid);
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    /// <summary>SIGTERM, and waits for its end.</summary>
    public async Task StopAsync()
    {
        if (_process is null) return;
        using (var term = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await term.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Waits until something listens there.</summary>
    public static async Task ListeningAsync(int port, TimeSpan patience)
    {
        using var over = new CancellationTokenSource(patience);
        while (true)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, over.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, over.Token);
            }
        }
    }

    public void Dispose() => Kill();

    private static void Kill(int pid)
    {
        try
        {
            using var server = Process.GetProcessById(pid);
            server.Kill();
            server.WaitForExit();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It is gone already.
        }
    }
}
