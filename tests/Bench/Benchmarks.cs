using SmartCity.Bench.Forward;
using SmartCity.Bench.Ingest;
using SmartCity.Bench.Journal;

namespace SmartCity.Bench;

/// <summary>Every benchmark by the name it is called with.</summary>
internal static class Benchmarks
{
    public static readonly Dictionary<string, Func<string[], Task<int>>> All = new(StringComparer.Ordinal)
    {
        ["ingest"] = IngestBench.RunAsync,
        ["journal"] = JournalBench.RunAsync,
        ["live-first"] = LiveFirstBench.RunAsync,
    };
}
