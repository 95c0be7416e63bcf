using SmartCity.Gateway.Forward.Keys;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Losses;

/// <summary>Packs of one boot of one node; numbers exclusive at the end.</summary>
internal sealed record NamedPacks(string Site, string Node, uint Boot, SequenceSet Numbers);

/// <summary>Which packs are missing between two runs of packs, given that a node numbers its packs without gaps.</summary>
internal static class NeighbourNames
{
    /// <summary>
    /// The numbers that lie between a pack before the damage and the next higher one, if that came after it, and that are
    /// nowhere else. Empty unless they are as many as are missing: a guess is worth nothing in a manifest.
    /// </summary>
    public static IReadOnlyList<NamedPacks> Find(IEnumerable<PackKey> before, IEnumerable<PackKey> after, IEnumerable<PackKey> elsewhere, long missing)
    {
        var seen = new Dictionary<(string Site, string Node, uint Boot), SortedDictionary<uint, Side>>();
        Put(elsewhere, Side.Elsewhere);
        Put(after, Side.After);
        Put(before, Side.Before);

        var found = new List<NamedPacks>();
        long count = 0;
        foreach (var ((site, node, boot), numbers) in seen)
        {
            var open = new SequenceSet();
            (uint Number, Side Side)? last = null;
            foreach (var (number, side) in numbers)
            {
                // A pack of the other lane splits a gap in two without ending it.
                var bridges = last is { } l && l.Side == Side.Before && side != Side.Before;
                if (bridges && number > last!.Value.Number + 1)
                {
                    open.Add(last.Value.Number + 1L, number);
                    count += number - last.Value.Number - 1L;
                }

                last = (number, side == Side.Elsewhere && last is { Side: Side.Before } ? Side.Before : side);
            }

            if (open.Ranges.Count > 0) found.Add(new NamedPacks(site, node, boot, open));
        }

        return count == missing ? found : [];

        void Put(IEnumerable<PackKey> keys, Side side)
        {
            foreach (var key in keys)
            {
                var at = (key.Site, key.Node, key.Boot);
                if (!seen.TryGetValue(at, out var numbers)) seen[at] = numbers = [];
                numbers[key.Seq] = side;
            }
        }
    }

    private enum Side
    {
        Elsewhere = 0,
        Before,
        After,
    }
}
