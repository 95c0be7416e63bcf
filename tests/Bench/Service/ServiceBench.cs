using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmartCity.Bench.Service;

/// <summary>
/// The service as it is installed: how much memory it takes idle and with 500 nodes, how soon it takes the first pack in,
/// what it costs with 100 nodes at one pack a minute, and what it keeps of a busy time. <c>--binary FILE</c> is the native binary of
/// <c>gateway/packaging/build</c> (else the build beside the benchmark); <c>--records N</c>, <c>--seconds N</c>, <c>--json</c>.
/// </summary>
internal static class ServiceBench
{
    private const int ManyNodes = 500;
    private const int QuietNodes = 100;
    private const int BusyPacks = 40_000;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        var binary = Value(args, "--binary");
        var records = int.Parse(Value(args, "--records") ?? "1000000", CultureInfo.InvariantCulture);
        var seconds = int.Parse(Value(args, "--seconds") ?? "60", CultureInfo.InvariantCulture);
        var directory = Directory.CreateTempSubdirectory("bench-service-").FullName;
        try
        {
            var result = new JsonObject();
            var empty = Directory.CreateDirectory(Path.Combine(directory, "empty")).FullName;
            using (var gateway = ServiceProcess.Start(binary, empty, ManyNodes))
            {
                await using var first = await ServiceNode.FirstAsync(gateway, node: 0).ConfigureAwait(false);
                result["emptyStartToFirstAcceptedSeconds"] = Math.Round(gateway.Age.TotalSeconds, 3);
            }

            using (var gateway = ServiceProcess.Start(binary, Directory.CreateDirectory(Path.Combine(directory, "nodes")).FullName, ManyNodes))
            {
                await IdleAsync(gateway, seconds, result).ConfigureAwait(false);
            }

            var full = Directory.CreateDirectory(Path.Combine(directory, "full")).FullName;
            await FullJournal.WriteAsync(full, records).ConfigureAwait(false);
            using (var gateway = ServiceProcess.Start(binary, full, ManyNodes))
            {
                await using var first = await ServiceNode.FirstAsync(gateway, node: 0).ConfigureAwait(false);
                result["records"] = records;
                result["fullStartToFirstAcceptedSeconds"] = Math.Round(gateway.Age.TotalSeconds, 3);
                result["fullRssMb"] = Math.Round(gateway.RssMb, 1);
            }

            result["binary"] = binary is null ? "framework-dependent" : "native";
            Console.WriteLine(args.Contains("--json") ? result.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) : result.ToJsonString());
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task IdleAsync(ServiceProcess gateway, int seconds, JsonObject result)
    {
        await gateway.ListeningAsync().ConfigureAwait(false);
        await Task.Delay(Settle).ConfigureAwait(false);
        result["idleRssMb"] = Math.Round(gateway.RssMb, 1);
        result["idleAnonymousMb"] = Math.Round(gateway.AnonymousMb, 1);

        var nodes = new List<ServiceNode>();
        for (var i = 0; i < QuietNodes; i++) nodes.Add(await ServiceNode.ConnectAsync(gateway, i).ConfigureAwait(false));
        await Task.Delay(Settle).ConfigureAwait(false);
        var (cpu, began) = (gateway.Cpu, TimeProvider.System.GetTimestamp());
        for (var i = 0; i < QuietNodes * seconds / 60; i++)
        {
            await nodes[i % QuietNodes].PublishAsync().ConfigureAwait(false);
            await Task.Delay(TimeSpan.FromMinutes(1) / QuietNodes).ConfigureAwait(false);
        }

        result["cpuPercentWith100Nodes"] = Math.Round((gateway.Cpu - cpu) / TimeProvider.System.GetElapsedTime(began) * 100, 2);
        for (var i = QuietNodes; i < ManyNodes; i++) nodes.Add(await ServiceNode.ConnectAsync(gateway, i).ConfigureAwait(false));
        foreach (var node in nodes) await node.PublishAsync().ConfigureAwait(false);
        await Task.Delay(Settle).ConfigureAwait(false);
        result["rssWith500NodesMb"] = Math.Round(gateway.RssMb, 1);
        result["anonymousWith500NodesMb"] = Math.Round(gateway.AnonymousMb, 1);
        await Task.WhenAll(nodes.Select(node => ManyAsync(node, BusyPacks / nodes.Count))).ConfigureAwait(false);
        await Task.Delay(Settle).ConfigureAwait(false);
        result["rssAfterBusyMb"] = Math.Round(gateway.RssMb, 1);
        result["anonymousAfterBusyMb"] = Math.Round(gateway.AnonymousMb, 1);
        foreach (var node in nodes) await node.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task ManyAsync(ServiceNode node, int packs)
    {
        for (var i = 0; i < packs; i++) await node.PublishAsync().ConfigureAwait(false);
    }

    private static string? Value(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at < 0 || at + 1 == args.Length ? null : args[at + 1];
    }
}
