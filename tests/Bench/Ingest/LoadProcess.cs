using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace SmartCity.Bench.Ingest;

/// <summary>The load in a process of its own, so that its processor time is not the broker's.</summary>
internal sealed class LoadProcess : IDisposable
{
    private readonly Process _process;

    private LoadProcess(Process process) => _process = process;

    public static async Task<LoadProcess> StartAsync(IngestSettings settings, int port, int connections, int boot)
    {
        var start = Self.Start([
            "ingest", LoadChild.Flag, "--port", Text(port), "--clients", Text(connections), "--seconds", Text(settings.Seconds), "--window", Text(settings.Window), "--boot", Text(boot)]);
        start.RedirectStandardOutput = true;
        // One thread that polls, answers and sends: the load must not be what is measured.
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"] = "1";
        var load = new LoadProcess(Process.Start(start)!);
        await load.LineAsync(LoadChild.Connected).ConfigureAwait(false);
        return load;
    }

    /// <summary>Returns when the first second is over.</summary>
    public Task WarmAsync() => LineAsync(LoadChild.Warm);

    public async Task<(long Acknowledged, double Seconds, double P50Ms, double P99Ms, double LoadCpu)> MeasureAsync()
    {
        var result = JsonNode.Parse((await _process.StandardOutput.ReadLineAsync().ConfigureAwait(false))!)!;
        await _process.WaitForExitAsync().ConfigureAwait(false);
        double Value(string key) => result[key]!.GetValue<double>();
        return ((long)Value("acknowledged"), Value("seconds"), Value("p50Ms"), Value("p99Ms"), Value("cores"));
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private async Task LineAsync(string expected)
    {
        if (await _process.StandardOutput.ReadLineAsync().ConfigureAwait(false) != expected) throw new IOException("the load ended before it was " + expected);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
