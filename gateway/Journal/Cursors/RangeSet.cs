namespace SmartCity.Journal;

/// <summary>A set of sequences as sorted, disjoint, non-touching ranges (from, to exclusive).</summary>
internal sealed class RangeSet
{
    private readonly List<(long From, long To)> _ranges = [];

    public IReadOnlyList<(long From, long To)> Ranges => _ranges;

    /// <summary>End of the range that holds 0, or 0.</summary>
    public long Floor => _ranges.Count > 0 && _ranges[0].From == 0 ? _ranges[0].To : 0;

    public void Add(long from, long to)
    {
        if (to <= from) return;
        var first = FirstEndingAtOrAfter(from);
        var last = first;
        while (last < _ranges.Count && _ranges[last].From <= to)
        {
            from = Math.Min(from, _ranges[last].From);
            to = Math.Max(to, _ranges[last].To);
            last++;
        }
        if (last == first)
        {
            _ranges.Insert(first, (from, to));
            return;
        }
        _ranges[first] = (from, to);
        if (last > first + 1) _ranges.RemoveRange(first + 1, last - first - 1);
    }

    public bool Contains(long value)
    {
        var at = FirstEndingAtOrAfter(value + 1);
        return at < _ranges.Count && _ranges[at].From <= value;
    }

    public bool ContainsAll(long from, long to)
    {
        if (to <= from) return true;
        var at = FirstEndingAtOrAfter(to);
        return at < _ranges.Count && _ranges[at].From <= from;
    }

    /// <summary>What of (from, to) is not in the set, in order.</summary>
    public List<(long From, long To)> Missing(long from, long to)
    {
        var missing = new List<(long, long)>();
        for (var at = FirstEndingAtOrAfter(from); at < _ranges.Count && from < to; at++)
        {
            var (start, end) = _ranges[at];
            if (start > from) missing.Add((from, Math.Min(start, to)));
            from = Math.Max(from, end);
        }
        if (from < to) missing.Add((from, to));
        return missing;
    }

    private int FirstEndingAtOrAfter(long value)
    {
        int low = 0, high = _ranges.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_ranges[middle].To < value) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
