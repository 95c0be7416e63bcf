using System.Diagnostics;
using System.Text.Json.Nodes;

namespace SmartCity.Bench.Journal;

/// <summary>
/// Records a second at one number of records a commit, and what the journal wrote and allocated for them. A round gives
/// each contender its commits in slices, all contenders in turn and in another order each time: what the disk or the
/// machine does to one it does to all. Ratios are of one round, and the median of the rounds counts.
/// </summary>
internal static class CommitBench
{
    private const int CommitsASlice = 10;

    public static async Task<JsonObject> RunAsync(Settings settings, int size)
    {
        var directory = Directory.CreateDirectory(Path.Combine(settings.Directory, $"commit-{size}")).FullName;
        var journal = new JournalContender(Directory.CreateDirectory(Path.Combine(directory, "journal")).FullName);
        IContender[] contenders = [new RawContender(directory), new HandedContender(directory), journal, new SqliteContender(directory), new RocksContender(directory), new FasterContender(directory)];
        var payload = new byte[Settings.PayloadBytes];
        new Random(size).NextBytes(payload);
        var random = new Random(size);
        foreach (var contender in contenders) await SliceAsync(contender, payload, size, settings.Commits / 2).ConfigureAwait(false);
        await journal.RestAsync().ConfigureAwait(false);
        var wear = journal.Spent;
        List<Dictionary<string, double>> rounds = [];
        for (var round = 0; round < settings.Rounds; round++)
        {
            var spent = contenders.ToDictionary(c => c.Name, _ => TimeSpan.Zero);
            for (var done = 0; done < settings.Commits; done += CommitsASlice)
            {
                random.Shuffle(contenders);
                foreach (var contender in contenders) spent[contender.Name] += await SliceAsync(contender, payload, size, CommitsASlice).ConfigureAwait(false);
            }

            rounds.Add(spent.ToDictionary(s => s.Key, s => settings.Commits * size / s.Value.TotalSeconds));
        }

        wear = journal.Spent - wear;
        foreach (var contender in contenders) await contender.DisposeAsync().ConfigureAwait(false);
        Directory.Delete(directory, recursive: true);
        return Row(size, rounds, wear, (double)settings.Rounds * settings.Commits * size);
    }

    public static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    private static async Task<TimeSpan> SliceAsync(IContender contender, byte[] payload, int size, int commits)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < commits; i++) await contender.CommitAsync(payload, size).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(began);
    }

    private static JsonObject Row(int size, List<Dictionary<string, double>> rounds, Spent spent, double records)
    {
        double Rate(string name) => Math.Round(Median(rounds.Select(r => r[name])));
        double Ratio(string name) => Math.Round(Median(rounds.Select(r => r["journal"] / r[name])), 3);
        return new JsonObject
        {
            ["batch"] = size,
            ["recordsPerSecond"] = Rate("journal"),
            ["sqliteRecordsPerSecond"] = Rate("sqlite"),
            ["rawLimit"] = Rate("raw"),
            ["ratioToRaw"] = Ratio("raw"),
            ["ratioToRawHandedOver"] = Ratio("handed"),
            ["ratioToSqlite"] = Ratio("sqlite"),
            ["ratioToRocksdb"] = Ratio("rocksdb"),
            ["ratioToFasterlog"] = Ratio("fasterlog"),
            ["bytesPerRecord"] = Math.Round(spent.Bytes / records, 1),
            ["bytesPerPayloadByte"] = Math.Round(spent.Bytes / records / Settings.PayloadBytes, 2),
            ["flushesPerCommit"] = Math.Round((double)spent.Flushes / spent.Commits, 3),
            ["allocPerRecord"] = Math.Round(spent.Allocated / records, 2),
        };
    }
}
