using System.Text.Json.Nodes;

namespace SmartCity.Bench.Ingest;

/// <summary>What one round showed of one broker.</summary>
/// <param name="CpuMicrosPerPack">Of the broker's process alone.</param>
/// <param name="AllocatedPerPack">Managed bytes; null where nobody can tell.</param>
/// <param name="LoadCpu">Cores the load took: near one, it is the load that was measured.</param>
internal sealed record Figures(double PacksPerSecond, double P50Ms, double P99Ms, double CpuMicrosPerPack, double? AllocatedPerPack, double RssMb, double LoadCpu)
{
    /// <summary>The round with the median rate, so that its figures belong together.</summary>
    public static Figures Median(List<Figures> rounds) => rounds.OrderBy(r => r.PacksPerSecond).ElementAt(rounds.Count / 2);

    public JsonObject ToJson() => new()
    {
        ["packsPerSecond"] = Math.Round(PacksPerSecond),
        ["ackP50Ms"] = Math.Round(P50Ms, 2),
        ["ackP99Ms"] = Math.Round(P99Ms, 2),
        ["cpuMicrosPerPack"] = Math.Round(CpuMicrosPerPack, 1),
        ["allocatedBytesPerPack"] = AllocatedPerPack is { } bytes ? Math.Round(bytes) : null,
        ["rssMb"] = Math.Round(RssMb, 1),
        ["loadCores"] = Math.Round(LoadCpu, 2),
    };
}
