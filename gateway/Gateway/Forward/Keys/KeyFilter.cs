namespace SmartCity.Gateway.Forward.Keys;

/// <summary>
/// What a city's consumer does with the key: says of each pack, or reading, whether it is new. Per node and boot it keeps
/// the pack numbers seen as ranges, so that a stream in order, and a backlog filling its gaps beside it, cost a few
/// numbers a node for ever. Exact as long as the bounds hold; beyond them the longest untouched node and boot is
/// forgotten, which may let a duplicate of it pass but never takes a new pack for an old one.
/// </summary>
/// <remarks>Not thread-safe. To outlive a restart, keep the key beside the data under a unique index instead.</remarks>
/// <param name="maxBoots">Boots of all nodes that are remembered at most.</param>
/// <param name="maxRanges">Ranges of one boot at most; one with more is forgotten.</param>
internal sealed class KeyFilter(int maxBoots = 100_000, int maxRanges = 4096)
{
    private readonly Dictionary<(string Site, string Node, uint Boot), LinkedListNode<Seen>> _boots = [];
    private readonly LinkedList<Seen> _byUse = new();

    /// <summary>True the first time this pack is shown.</summary>
    public bool Accept(string site, string node, uint boot, uint seq)
    {
        var seen = Of(site, node, boot);
        var isNew = seen.Packs.Add(seq, seq + 1L);
        seen.Indexes.Clear();
        seen.OpenPack = -1;
        Bound(seen);
        return isNew;
    }

    /// <summary>
    /// True the first time this reading is shown. Readings of a pack are expected together, as every sink sends them.
    /// </summary>
    public bool Accept(string site, string node, uint boot, uint seq, int index)
    {
        var seen = Of(site, node, boot);
        if (seen.OpenPack != seq)
        {
            if (!seen.Packs.Add(seq, seq + 1L)) return false;
            seen.OpenPack = seq;
            seen.Indexes.Clear();
            Bound(seen);
        }

        return seen.Indexes.Add(index);
    }

    /// <summary>Numbers kept, for whoever watches the memory.</summary>
    public int Ranges => _byUse.Sum(seen => seen.Packs.Ranges.Count);

    private Seen Of(string site, string node, uint boot)
    {
        if (_boots.TryGetValue((site, node, boot), out var place))
        {
            _byUse.Remove(place);
        }
        else
        {
            place = new LinkedListNode<Seen>(new Seen((site, node, boot)));
            _boots.Add((site, node, boot), place);
            if (_boots.Count > maxBoots) Forget(_byUse.Last!);
        }

        _byUse.AddFirst(place);
        return place.Value;
    }

    private void Bound(Seen seen)
    {
        if (seen.Packs.Ranges.Count > maxRanges) Forget(_boots[seen.Key]);
    }

    private void Forget(LinkedListNode<Seen> place)
    {
        _byUse.Remove(place);
        _boots.Remove(place.Value.Key);
    }

    private sealed class Seen((string Site, string Node, uint Boot) key)
    {
        public (string Site, string Node, uint Boot) Key => key;

        public SequenceSet Packs { get; } = new();

        /// <summary>The pack whose readings come in now, or -1.</summary>
        public long OpenPack { get; set; } = -1;

        public HashSet<int> Indexes { get; } = [];
    }
}
