using System.Numerics;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;

namespace SmartCity.Pipeline.Export;

/// <summary>Words that stand in exports for what the gateway keeps as numbers.</summary>
public static class ExportNames
{
    public static ReadOnlySpan<byte> Clock(TimeBasis basis) => basis switch
    {
        TimeBasis.Node => "node"u8,
        TimeBasis.Arrival => "arrival"u8,
        TimeBasis.Repaired => "repaired"u8,
        _ => "unknown"u8,
    };

    /// <summary>Name of the lowest test in the set.</summary>
    public static string Test(int tests)
    {
        int bit = BitOperations.TrailingZeroCount(tests);
        return bit < QualityTestNames.All.Length ? QualityTestNames.Of(bit) : "unknown";
    }
}
