using System.Diagnostics;
using System.Text.Json.Nodes;
using SmartCity.Journal;

namespace SmartCity.Bench.Journal;

/// <summary>
/// How long opening takes with a million records after a crash, beside RocksDB: both directories are copied while they
/// are open and everything is synced, and each opening is of a fresh copy, for the first one after a crash mends it.
/// </summary>
internal static class RecoveryBench
{
    private const int RecordsACommit = 1000;

    public static async Task<JsonObject> RunAsync(Settings settings)
    {
        var directory = Directory.CreateDirectory(Path.Combine(settings.Directory, "recovery")).FullName;
        var (journal, rocks) = (Path.Combine(directory, "journal-crashed"), Path.Combine(directory, "rocks-crashed"));
        await FillAsync(new JournalContender(Path.Combine(directory, "journal"), followed: false), settings.Recovery, Path.Combine(directory, "journal"), journal).ConfigureAwait(false);
        await FillAsync(new RocksContender(directory), settings.Recovery, Path.Combine(directory, "rocks"), rocks).ConfigureAwait(false);
        var copies = Path.Combine(directory, "copies");
        List<double> ours = [], verified = [], theirs = [];
        for (var round = 0; round < settings.Rounds; round++)
        {
            ours.Add(await TimeAsync(journal, Path.Combine(copies, "journal"), copy => Open(copy, verify: false)).ConfigureAwait(false));
            verified.Add(await TimeAsync(journal, Path.Combine(copies, "journal"), copy => Open(copy, verify: true)).ConfigureAwait(false));
            theirs.Add(await TimeAsync(rocks, Path.Combine(copies, "rocks"), _ => new RocksContender(copies)).ConfigureAwait(false));
        }

        Directory.Delete(directory, recursive: true);
        var (open, all, other) = (CommitBench.Median(ours), CommitBench.Median(verified), CommitBench.Median(theirs));
        return new JsonObject
        {
            ["records"] = settings.Recovery,
            ["recoveryMs"] = Math.Round(open, 1),
            ["verifyAllMs"] = Math.Round(all, 1),
            ["rocksdbMs"] = Math.Round(other, 1),
            ["ratioToRocksdb"] = Math.Round(open / other, 3),
        };
    }

    private static async Task FillAsync(IContender contender, int records, string from, string to)
    {
        await using var _ = contender.ConfigureAwait(false);
        var payload = new byte[Settings.PayloadBytes];
        for (var done = 0; done < records; done += RecordsACommit) await contender.CommitAsync(payload, RecordsACommit).ConfigureAwait(false);
        Copy(from, to);
    }

    private static async Task<double> TimeAsync(string crashed, string copy, Func<string, IAsyncDisposable> open)
    {
        if (Directory.Exists(copy)) Directory.Delete(copy, recursive: true);
        Copy(crashed, copy);
        var began = Stopwatch.GetTimestamp();
        var opened = open(copy);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await opened.DisposeAsync().ConfigureAwait(false);
        return took;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var path in Directory.GetFiles(from).Where(p => Path.GetFileName(p) != FileStorage.LockName)) File.Copy(path, Path.Combine(to, Path.GetFileName(path)));
    }

    private static DurableLog Open(string directory, bool verify) =>
        DurableLog.Open(new FileStorage(directory), new JournalOptions { VerifySealed = verify }, TimeProvider.System);
}
