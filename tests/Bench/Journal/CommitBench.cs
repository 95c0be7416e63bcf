using System.Diagnostics;
using System.Text.Json.Nodes;
using SmartCity.Journal;

namespace SmartCity.Bench.Journal;

/// <summary>Records a second at one number of records a commit, and what the journal wrote and allocated for them.</summary>
internal static class CommitBench
{
    public static async Task<JsonNode> RunAsync(Settings settings, int size)
    {
        var directory = Directory.CreateDirectory(Path.Combine(settings.Directory, $"commit-{size}")).FullName;
        var journal = new JournalContender(Directory.CreateDirectory(Path.Combine(directory, "journal")).FullName);
        IContender[] contenders = [new RawContender(directory), journal, new SqliteContender(directory), new RocksContender(directory), new FasterContender(directory)];
        var payload = new byte[Settings.PayloadBytes];
        new Random(size).NextBytes(payload);
        var rates = contenders.ToDictionary(c => c.Name, _ => new List<double>());
        var wear = default(Wear);
        foreach (var contender in contenders) await RoundAsync(contender, payload, size, settings.Commits / 4).ConfigureAwait(false);
        var random = new Random(size);
        for (var round = 0; round < settings.Rounds; round++)
        {
            // In another order each round: what one leaves to be written back, its successor pays for.
            random.Shuffle(contenders);
            foreach (var contender in contenders)
            {
                var before = Wear.Of(journal.Log.Wear);
                rates[contender.Name].Add(await RoundAsync(contender, payload, size, settings.Commits).ConfigureAwait(false));
                if (contender == journal) wear += Wear.Of(journal.Log.Wear) - before;
            }
        }
        foreach (var contender in contenders) await contender.DisposeAsync().ConfigureAwait(false);
        Directory.Delete(directory, recursive: true);
        return Row(size, rates.ToDictionary(r => r.Key, r => Median(r.Value)), wear, (double)settings.Rounds * settings.Commits * size);
    }

    public static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task<double> RoundAsync(IContender contender, byte[] payload, int size, int commits)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < commits; i++) await contender.CommitAsync(payload, size).ConfigureAwait(false);
        return (double)commits * size / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static JsonObject Row(int size, Dictionary<string, double> rate, Wear wear, double records) => new()
    {
        ["batch"] = size,
        ["recordsPerSecond"] = Math.Round(rate["journal"]),
        ["rawLimit"] = Math.Round(rate["raw"]),
        ["ratioToRaw"] = Math.Round(rate["journal"] / rate["raw"], 3),
        ["ratioToSqlite"] = Math.Round(rate["journal"] / rate["sqlite"], 2),
        ["ratioToRocksdb"] = Math.Round(rate["journal"] / rate["rocksdb"], 2),
        ["ratioToFasterlog"] = Math.Round(rate["journal"] / rate["fasterlog"], 2),
        ["bytesPerRecord"] = Math.Round(wear.Bytes / records, 1),
        ["bytesPerPayloadByte"] = Math.Round(wear.Bytes / records / Settings.PayloadBytes, 2),
        ["flushesPerCommit"] = Math.Round((double)wear.Flushes / wear.Commits, 3),
    };

    /// <summary>What the journal had the device write for commits; zeroing new files is not of a commit and left out.</summary>
    private readonly record struct Wear(long Bytes, long Flushes, long Commits)
    {
        public static Wear Of(WearCounters counters) =>
            new(counters.TotalBytes - counters.Bytes(WearCause.Prepare), counters.Flushes - counters.PrepareFlushes, counters.Commits);

        public static Wear operator -(Wear a, Wear b) => new(a.Bytes - b.Bytes, a.Flushes - b.Flushes, a.Commits - b.Commits);

        public static Wear operator +(Wear a, Wear b) => new(a.Bytes + b.Bytes, a.Flushes + b.Flushes, a.Commits + b.Commits);
    }
}
