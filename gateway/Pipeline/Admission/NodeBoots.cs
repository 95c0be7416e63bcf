using SmartCity.Pipeline.Records;

namespace SmartCity.Pipeline.Admission;

/// <summary>The packs seen of one node, by boot; the newest boots are kept.</summary>
internal sealed class NodeBoots(int maxBoots, int maxRanges)
{
    private readonly SortedList<uint, SequenceRanges> _boots = [];

    public long LastUse { get; set; }

    public long Packs => _boots.Values.Sum(Count);

    /// <summary>Upper bound of what <see cref="Save"/> writes.</summary>
    public int StateBytes => 5 + _boots.Values.Sum(r => 10 + (r.Ranges.Count * 10));

    public SequenceRanges? Find(uint boot) => _boots.GetValueOrDefault(boot);

    /// <summary>The ranges of that boot, made if new. At the bound the oldest other boot goes; <paramref name="forgotten"/> counts its packs.</summary>
    public SequenceRanges For(uint boot, out long forgotten)
    {
        forgotten = 0;
        if (_boots.TryGetValue(boot, out var ranges)) return ranges;
        if (_boots.Count == maxBoots)
        {
            forgotten = Count(_boots.GetValueAtIndex(0));
            _boots.RemoveAt(0);
        }

        return _boots[boot] = new SequenceRanges(maxRanges);
    }

    public void Save(ref RecordWriter writer)
    {
        writer.Unsigned((ulong)_boots.Count);
        foreach (var (boot, ranges) in _boots)
        {
            writer.Unsigned(boot);
            writer.Unsigned((ulong)ranges.Ranges.Count);
            foreach (var (first, last) in ranges.Ranges)
            {
                writer.Unsigned(first);
                writer.Unsigned(last - first);
            }
        }
    }

    public void Restore(ref RecordReader reader)
    {
        ulong boots = reader.Unsigned();
        if (boots > (ulong)maxBoots) reader.Fail("more boots than the bound");
        for (; boots > 0 && reader.Reason == null; boots--)
        {
            var ranges = For((uint)reader.Unsigned(), out _);
            for (ulong left = reader.Unsigned(); left > 0 && reader.Reason == null; left--)
            {
                ulong first = reader.Unsigned();
                ulong last = first + reader.Unsigned();
                bool sane = last <= uint.MaxValue && ranges.Ranges.Count < maxRanges && ranges.Restore((uint)first, (uint)last);
                if (!sane) reader.Fail("ranges out of order");
            }
        }
    }

    private static long Count(SequenceRanges ranges) => ranges.Ranges.Sum(r => (long)r.Last - r.First + 1);
}
