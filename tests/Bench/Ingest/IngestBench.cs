using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmartCity.Bench.Ingest;

/// <summary>
/// Packs through the real broker into the journal, beside mosquitto, which acknowledges without syncing: one process
/// each, and one for the load. Rounds in turn, so that a busy machine is busy for both; the median of the rounds.
/// </summary>
internal static class IngestBench
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Contains(LoadChild.Flag)) return await LoadChild.RunAsync(args).ConfigureAwait(false);
        if (args.Contains(GatewayChild.Flag)) return await GatewayChild.RunAsync(args).ConfigureAwait(false);
        var settings = IngestSettings.Parse(args);
        var directory = Directory.CreateTempSubdirectory("bench-ingest-").FullName;
        try
        {
            var rows = new JsonArray();
            foreach (var connections in settings.Connections) rows.Add(await RowAsync(settings, connections, directory).ConfigureAwait(false));
            Print(settings, rows);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<JsonNode> RowAsync(IngestSettings settings, int connections, string directory)
    {
        var place = Directory.CreateDirectory(Path.Combine(directory, connections.ToString(CultureInfo.InvariantCulture))).FullName;
        using var gateway = await GatewayServer.StartAsync(settings, connections, place).ConfigureAwait(false);
        using var mosquitto = await MosquittoServer.StartAsync(place).ConfigureAwait(false);
        List<Figures> ours = [], theirs = [];
        for (var round = 0; round < settings.Rounds; round++)
        {
            if (mosquitto is not null) theirs.Add(await MeasureAsync(settings, mosquitto, connections, round).ConfigureAwait(false));
            ours.Add(await MeasureAsync(settings, gateway, connections, round).ConfigureAwait(false));
        }

        var (own, yardstick) = (Figures.Median(ours), theirs.Count > 0 ? Figures.Median(theirs) : null);
        return new JsonObject
        {
            ["connections"] = connections,
            ["gateway"] = own.ToJson(),
            ["mosquitto"] = yardstick?.ToJson(),
            ["ratioToMosquitto"] = yardstick is null ? null : Math.Round(own.PacksPerSecond / yardstick.PacksPerSecond, 3),
            ["cpuRatioToMosquitto"] = yardstick is null ? null : Math.Round(own.CpuMicrosPerPack / yardstick.CpuMicrosPerPack, 2),
        };
    }

    private static async Task<Figures> MeasureAsync(IngestSettings settings, BrokerProcess broker, int connections, int round)
    {
        using var load = await LoadProcess.StartAsync(settings, broker.Port, connections, boot: round + 1).ConfigureAwait(false);
        await load.WarmAsync().ConfigureAwait(false);
        var (cpu, allocated) = (broker.CpuMicros, await broker.AllocatedAsync().ConfigureAwait(false));
        var measured = await load.MeasureAsync().ConfigureAwait(false);
        var packs = (double)measured.Acknowledged;
        return new Figures(
            packs / measured.Seconds, measured.P50Ms, measured.P99Ms, (broker.CpuMicros - cpu) / packs,
            allocated is { } before ? (await broker.AllocatedAsync().ConfigureAwait(false) - before) / packs : null, broker.RssMb, measured.LoadCpu);
    }

    private static void Print(IngestSettings settings, JsonArray rows)
    {
        if (settings.Json)
        {
            var result = new JsonObject { ["window"] = settings.Window, ["rounds"] = settings.Rounds, ["lingerMs"] = settings.LingerMs, ["ingest"] = rows };
            Console.WriteLine(result.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            return;
        }

        foreach (var row in rows) Console.WriteLine(row!.ToJsonString());
    }
}
