namespace SmartCity.Gateway.Forward.Keys;

/// <summary>A set of non-negative numbers kept as sorted, disjoint ranges: small as long as what it holds is mostly gapless.</summary>
internal sealed class SequenceSet
{
    private readonly List<(long From, long To)> _ranges = [];

    /// <summary>Ranges from (inclusive) to (exclusive), in order.</summary>
    public IReadOnlyList<(long From, long To)> Ranges => _ranges;

    public bool Contains(long value)
    {
        var at = FirstEndingAtOrAfter(value + 1);
        return at < _ranges.Count && _ranges[at].From <= value;
    }

    /// <summary>Adds a range; true when it held anything new.</summary>
    public bool Add(long from, long to)
    {
        var first = FirstEndingAtOrAfter(from);
        if (first < _ranges.Count && _ranges[first].From <= from && _ranges[first].To >= to) return false;
        var last = first;
        for (; last < _ranges.Count && _ranges[last].From <= to; last++)
        {
            from = Math.Min(from, _ranges[last].From);
            to = Math.Max(to, _ranges[last].To);
        }

        _ranges.RemoveRange(first, last - first);
        _ranges.Insert(first, (from, to));
        return true;
    }

    /// <summary>Takes a range out; true when any of it was in.</summary>
    public bool Remove(long from, long to)
    {
        var first = FirstEndingAtOrAfter(from + 1);
        var last = first;
        for (; last < _ranges.Count && _ranges[last].From < to; last++)
        {
        }

        if (last == first) return false;
        var (before, after) = (_ranges[first].From, _ranges[last - 1].To);
        _ranges.RemoveRange(first, last - first);
        if (after > to) _ranges.Insert(first, (to, after));
        if (before < from) _ranges.Insert(first, (before, from));
        return true;
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
