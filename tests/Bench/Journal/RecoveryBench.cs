using System.Diagnostics;
using System.Text.Json.Nodes;
using SmartCity.Journal;

namespace SmartCity.Bench.Journal;

/// <summary>How long opening takes with a million records, beside RocksDB.</summary>
internal static class RecoveryBench
{
    private const int RecordsACommit = 1000;

    public static async Task<JsonNode> RunAsync(Settings settings)
    {
        var directory = Directory.CreateDirectory(Path.Combine(settings.Directory, "recovery")).FullName;
        var journal = Directory.CreateDirectory(Path.Combine(directory, "journal")).FullName;
        await FillAsync(new JournalContender(journal), settings.Recovery).ConfigureAwait(false);
        await FillAsync(new RocksContender(directory), settings.Recovery).ConfigureAwait(false);
        List<double> ours = [], verified = [], theirs = [];
        for (var round = 0; round < settings.Rounds; round++)
        {
            ours.Add(await TimeAsync(() => Open(journal, verify: false)).ConfigureAwait(false));
            verified.Add(await TimeAsync(() => Open(journal, verify: true)).ConfigureAwait(false));
            theirs.Add(await TimeAsync(() => new RocksContender(directory)).ConfigureAwait(false));
        }
        Directory.Delete(directory, recursive: true);
        var (open, all, rocks) = (CommitBench.Median(ours), CommitBench.Median(verified), CommitBench.Median(theirs));
        return new JsonObject
        {
            ["records"] = settings.Recovery,
            ["recoveryMs"] = Math.Round(open, 1),
            ["verifyAllMs"] = Math.Round(all, 1),
            ["rocksdbMs"] = Math.Round(rocks, 1),
            ["ratioToRocksdb"] = Math.Round(open / rocks, 3),
        };
    }

    private static async Task FillAsync(IContender contender, int records)
    {
        await using var _ = contender.ConfigureAwait(false);
        var payload = new byte[Settings.PayloadBytes];
        for (var done = 0; done < records; done += RecordsACommit) await contender.CommitAsync(payload, RecordsACommit).ConfigureAwait(false);
    }

    private static async Task<double> TimeAsync(Func<IAsyncDisposable> open)
    {
        var began = Stopwatch.GetTimestamp();
        var opened = open();
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await opened.DisposeAsync().ConfigureAwait(false);
        return took;
    }

    private static DurableLog Open(string directory, bool verify) =>
        DurableLog.Open(new FileStorage(directory), new JournalOptions { VerifySealed = verify }, TimeProvider.System);
}
