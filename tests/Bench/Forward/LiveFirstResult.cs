using System.Text.Json.Serialization;

namespace SmartCity.Bench.Forward;

/// <summary>How one of the two sinks fared; times from measuring to arrival, of packs measured after the link came up.</summary>
internal sealed record LiveFirstSide(int LivePacks, double P50Ms, double P99Ms, double MaxMs, int HistoricalPacks, double HistoricalPercent, int Received, int Repeated);

/// <summary>Both beside each other, and what they had to carry.</summary>
internal sealed record LiveFirstResult(
    int BacklogReadings, int LivePacksPerSecond, int LinkBytesPerSecond, int PackBytes, int ProducedPacks, LiveFirstSide LiveFirst, LiveFirstSide Fifo)
{
    /// <summary>Live within two seconds, and a fifth of the link for the backlog.</summary>
    public bool Passed => LiveFirst is { LivePacks: > 0, P99Ms: <= 2000, HistoricalPercent: >= 20 };

    public string ToText() =>
        $"backlog {BacklogReadings} readings; live {LivePacksPerSecond} packs/s; link {LinkBytesPerSecond / 1024} KiB/s, {PackBytes} bytes a pack\n" +
        $"{Line("live-first", LiveFirst)}\n{Line("fifo", Fifo)}";

    private string Line(string name, LiveFirstSide side) =>
        $"{name,-10} new packs: {side.LivePacks} live, p50 {side.P50Ms:F0} ms, p99 {side.P99Ms:F0} ms, max {side.MaxMs:F0} ms; " +
        $"historical {side.HistoricalPacks} packs, {side.HistoricalPercent:F0} % of the bytes; received {side.Received} of {ProducedPacks}, {side.Repeated} repeated";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LiveFirstResult))]
internal sealed partial class LiveFirstJson : JsonSerializerContext;
