using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmartCity.Bench.Journal;

/// <summary>
/// The journal beside SQLite, RocksDB, FasterLog and the disk's own limit, in one run on one disk.
/// </summary>
internal static class JournalBench
{
    private static readonly int[] BatchSizes = [1, 16, 64, 256];

    public static async Task<int> RunAsync(string[] args)
    {
        var settings = Settings.Parse(args);
        if (args.Contains(BacklogBench.ChildFlag)) return await BacklogBench.ChildAsync(settings).ConfigureAwait(false);
        var result = new JsonObject { ["payloadBytes"] = Settings.PayloadBytes, ["rounds"] = settings.Rounds, ["commitsARound"] = settings.Commits };
        try
        {
            var commits = await CommitsAsync(settings).ConfigureAwait(false);
            result["commit"] = new JsonArray([.. commits]);
            if (settings.CommitsOnly) return Show(settings, result);
            var recovery = await RecoveryBench.RunAsync(settings).ConfigureAwait(false);
            var backlog = await BacklogBench.RunAsync(settings).ConfigureAwait(false);
            // These two do not depend on the batch; each row has them all the same, so that a row is complete.
            foreach (var row in commits) (row["recoveryMs"], row["rssMb"]) = (recovery["recoveryMs"]!.DeepClone(), backlog["rssMb"]!.DeepClone());
            (result["recovery"], result["backlog"]) = (recovery, backlog);
            return Show(settings, result);
        }
        finally
        {
            Directory.Delete(settings.Directory, recursive: true);
        }
    }

    private static int Show(Settings settings, JsonObject result)
    {
        if (settings.Json) Console.WriteLine(result.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        else Table.Print(result);
        return 0;
    }

    private static async Task<List<JsonObject>> CommitsAsync(Settings settings)
    {
        var rows = new List<JsonObject>();
        foreach (var size in BatchSizes) rows.Add(await CommitBench.RunAsync(settings, size).ConfigureAwait(false));
        return rows;
    }
}
