using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmartCity.Bench.Journal;

/// <summary>
/// The journal beside SQLite, RocksDB, FasterLog and the disk's own limit, in one run on one disk: rounds in turn, so
/// that a busy machine is busy for all of them, and the median of the rounds.
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
            result["commit"] = new JsonArray([.. await CommitsAsync(settings).ConfigureAwait(false)]);
            result["recovery"] = await RecoveryBench.RunAsync(settings).ConfigureAwait(false);
            result["backlog"] = await BacklogBench.RunAsync(settings).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(settings.Directory, recursive: true);
        }
        if (settings.Json) Console.WriteLine(result.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        else Table.Print(result);
        return 0;
    }

    private static async Task<List<JsonNode>> CommitsAsync(Settings settings)
    {
        var rows = new List<JsonNode>();
        foreach (var size in BatchSizes) rows.Add(await CommitBench.RunAsync(settings, size).ConfigureAwait(false));
        return rows;
    }
}
