using SmartCity.Gateway.Forward.Keys;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Losses;

/// <summary>What is to be written down about one boot of one node, or about packs without a name.</summary>
/// <param name="Boot">Null when the packs have no known numbers.</param>
/// <param name="Numbers">Pack numbers, exclusive at the end; empty when not known.</param>
/// <param name="Packs">Packs lost.</param>
/// <param name="Readings">In them, if known.</param>
/// <param name="Sinks">Those concerned; empty: all.</param>
internal sealed record LossNote(
    LossCause Cause, string Site, string Node, uint? Boot, SequenceSet Numbers, long Packs, long? Readings, string? Why, IReadOnlyList<string> Sinks)
{
    private const int MaxWhy = 200;

    /// <summary>One pack, by name.</summary>
    public static LossNote OfPack(LossCause cause, in PackKey key, long? readings, string? why, IReadOnlyList<string> sinks)
    {
        var numbers = new SequenceSet();
        numbers.Add(key.Seq, key.Seq + 1L);
        return new LossNote(cause, key.Site, key.Node, key.Boot, numbers, 1, readings, why, sinks);
    }

    /// <summary>Packs of a node, or of nobody, that have no number.</summary>
    public static LossNote Unnamed(LossCause cause, string site, string node, long packs, string? why, IReadOnlyList<string> sinks) =>
        new(cause, site, node, null, new SequenceSet(), packs, null, why, sinks);

    /// <summary>As entries of the manifest; packs and readings stand in the first when there are several.</summary>
    public IEnumerable<Loss> Entries(string gateway, long atMs)
    {
        var why = Why is { Length: > MaxWhy } ? Why[..MaxWhy] : Why;
        var left = Packs;
        var first = true;
        foreach (var ranges in Numbers.Ranges.Count == 0 ? [[]] : Numbers.Ranges.Chunk(LossRecord.MaxRanges))
        {
            var last = ranges.Length == 0 || ranges[^1] == Numbers.Ranges[^1];
            var packs = last ? left : ranges.Sum(range => range.To - range.From);
            left -= packs;
            yield return new Loss
            {
                Cause = Cause,
                AtMs = atMs,
                Gateway = gateway,
                Site = Site,
                Node = Node,
                Boot = Boot,
                Ranges = [.. ranges.Select(range => new SeqRange((uint)range.From, (uint)(range.To - 1)))],
                Packs = packs,
                Readings = first || Readings is null ? Readings : 0,
                Why = why,
                Sinks = Sinks,
            };
            first = false;
        }
    }
}
