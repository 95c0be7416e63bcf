using System.Diagnostics;
using System.Text.Json.Nodes;

namespace SmartCity.Bench.Ingest;

/// <summary>Many nodes, each with so many packs under way, for some seconds: rate and latency of the acknowledgements.</summary>
internal static class LoadChild
{
    public const string Flag = "--load-child", Connected = "connected", Warm = "warm";
    private const int ConnectAtOnce = 20;

    public static async Task<int> RunAsync(string[] args)
    {
        var latencies = new Latencies();
        var clients = Enumerable.Range(0, IngestSettings.Number(args, "--clients", 1))
            .Select(i => new LoadConnection(i, (uint)IngestSettings.Number(args, "--boot", 1), IngestSettings.Number(args, "--window", 1), latencies)).ToList();
        foreach (var some in clients.Chunk(ConnectAtOnce))
            await Task.WhenAll(some.Select(c => c.ConnectAsync(IngestSettings.Number(args, "--port", 1883)))).ConfigureAwait(false);
        await SayAsync(Connected).ConfigureAwait(false);

        using var stop = new CancellationTokenSource();
        var running = Task.WhenAll(clients.Select(c => c.RunAsync(stop.Token)));
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        latencies.Clear();
        using var me = Process.GetCurrentProcess();
        var (began, cpu) = (Stopwatch.GetTimestamp(), me.TotalProcessorTime);
        await SayAsync(Warm).ConfigureAwait(false);
        var ended = await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(IngestSettings.Number(args, "--seconds", 4)), TimeProvider.System, CancellationToken.None)).ConfigureAwait(false);
        if (ended == running) await running.ConfigureAwait(false);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        me.Refresh();
        var result = new JsonObject
        {
            ["acknowledged"] = (double)latencies.Count,
            ["seconds"] = seconds,
            ["p50Ms"] = latencies.QuantileMs(0.5),
            ["p99Ms"] = latencies.QuantileMs(0.99),
            ["cores"] = (me.TotalProcessorTime - cpu).TotalSeconds / seconds,
        };
        await SayAsync(result.ToJsonString()).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        foreach (var client in clients) client.Dispose();
        return 0;
    }

    private static async Task SayAsync(string line)
    {
        await Console.Out.WriteLineAsync(line).ConfigureAwait(false);
        await Console.Out.FlushAsync().ConfigureAwait(false);
    }
}
