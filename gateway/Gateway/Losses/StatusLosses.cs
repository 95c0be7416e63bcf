using System.Text.Json;

namespace SmartCity.Gateway.Losses;

/// <summary>Packs that a node says it dropped; both ends inclusive, <paramref name="Packs"/> of them.</summary>
internal readonly record struct ReportedRange(uint Boot, uint From, uint To, long Packs, long Readings);

/// <summary>
/// What a node's status says about losses: <c>"boot"</c>, <c>"lost":[{"boot","from","to","packs","readings"}]</c>, and
/// <c>"lostUnnamed"</c>, readings since its start whose range it has forgotten. What is not of that form is passed over.
/// </summary>
internal sealed record StatusLosses(uint Boot, IReadOnlyList<ReportedRange> Ranges, long UnnamedReadings)
{
    private const int MaxRanges = 64;

    private static readonly StatusLosses None = new(0, [], 0);

    public static StatusLosses Parse(ReadOnlyMemory<byte> status)
    {
        // Most reports are of no loss, and need no parsing.
        if (status.Span.IndexOf("\"lost"u8) < 0) return None;
        try
        {
            using var json = JsonDocument.Parse(status);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !TryNumber(json.RootElement, "boot", out var boot)) return None;
            TryNumber(json.RootElement, "lostUnnamed", out var unnamed);
            return new StatusLosses((uint)boot, json.RootElement.TryGetProperty("lost", out var lost) ? Read(lost) : [], unnamed);
        }
        catch (JsonException)
        {
            return None;
        }
    }

    private static List<ReportedRange> Read(JsonElement lost)
    {
        var ranges = new List<ReportedRange>();
        if (lost.ValueKind != JsonValueKind.Array) return ranges;
        foreach (var range in lost.EnumerateArray().Take(MaxRanges))
        {
            if (range.ValueKind != JsonValueKind.Object || !TryNumber(range, "boot", out var boot) || !TryNumber(range, "from", out var from) || !TryNumber(range, "to", out var to)) continue;
            if (!TryNumber(range, "packs", out var packs)) packs = to - from + 1;
            TryNumber(range, "readings", out var readings);
            if (from <= to && packs > 0 && packs <= to - from + 1) ranges.Add(new ReportedRange((uint)boot, (uint)from, (uint)to, packs, readings));
        }

        return ranges;
    }

    private static bool TryNumber(JsonElement element, string name, out long number)
    {
        number = 0;
        return element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out number) && number is >= 0 and <= uint.MaxValue;
    }
}
