using System.Diagnostics;
using System.Text.Json;
using SmartCity.Gateway.History;

namespace SmartCity.Bench.History;

/// <summary>
/// <c>history [--json]</c>: 100 nodes with 10 channels each, a reading a minute for 8 days; then a week of one channel at
/// 15 minutes, a day at one minute, an hour raw, each 200 times on channels in turn.
/// </summary>
internal static class HistoryBench
{
    private const int Nodes = 100;
    private const int Channels = 10;
    private const int Minutes = 8 * 24 * 60;
    private const int Rounds = 200;
    private const long MinuteMs = 60_000;
    private const long DayMs = 1440 * MinuteMs;

    public static Task<int> RunAsync(string[] args)
    {
        var directory = Directory.CreateTempSubdirectory("smartcity-history-").FullName;
        try
        {
            using var store = new HistoryStore(HistoryFile.Open(directory));
            var filled = Stopwatch.StartNew();
            Fill(store);
            filled.Stop();
            var end = Minutes * MinuteMs;
            var figures = new Dictionary<string, double>
            {
                ["fillSeconds"] = filled.Elapsed.TotalSeconds,
                ["readings"] = (double)Nodes * Channels * Minutes,
                ["bytesAReading"] = store.File.UsedBytes / ((double)Nodes * Channels * Minutes),
                ["weekAt15minP99Ms"] = P99(store, end - (7 * DayMs), end, Resolution.Quarter),
                ["dayAt1minP99Ms"] = P99(store, end - DayMs, end, Resolution.Minute),
                ["hourRawP99Ms"] = P99(store, end - (60 * MinuteMs), end, Resolution.Raw),
            };
            if (args.Contains("--json")) Console.WriteLine(JsonSerializer.Serialize(figures));
            else foreach (var (name, value) in figures) Console.WriteLine($"{name,-20} {value,14:N3}");
            return Task.FromResult(figures["weekAt15minP99Ms"] <= 50 ? 0 : 1);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Fill(HistoryStore store)
    {
        var random = new Random(1);
        for (var minute = 0; minute < Minutes; minute++)
        {
            for (var series = 0; series < Nodes * Channels; series++) store.Add(Name(series), new HistoryPoint((minute * MinuteMs) + (series % 1000), Math.Round(random.NextDouble() * 100, 1), 1));
            if (minute % 180 == 179) store.Flush("bench", minute, 0);
        }

        store.Flush("bench", Minutes, 0);
    }

    private static double P99(HistoryStore store, long from, long to, Resolution resolution)
    {
        var times = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var clock = Stopwatch.StartNew();
            var rows = store.Query(Name(i * 37 % (Nodes * Channels)), from, to, resolution);
            times[i] = clock.Elapsed.TotalMilliseconds;
            if (rows.Count == 0) throw new InvalidOperationException("the history is empty");
        }

        Array.Sort(times);
        return times[(int)(Rounds * 0.99)];
    }

    private static SeriesName Name(int series) => new("site", $"node-{series / Channels:000}", $"c{series % Channels}");
}
