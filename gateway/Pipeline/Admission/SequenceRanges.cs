namespace SmartCity.Pipeline.Admission;

/// <summary>
/// A set of 32-bit numbers as few sorted ranges. A node that sends its newest pack first and its backlog behind makes two;
/// past the bound the smallest range is forgotten, which can let a duplicate through and never costs a pack.
/// </summary>
internal sealed class SequenceRanges(int maxRanges)
{
    private readonly List<(uint First, uint Last)> _ranges = [];

    public IReadOnlyList<(uint First, uint Last)> Ranges => _ranges;

    public bool Contains(uint value)
    {
        int i = Find(value);
        return i >= 0 && value <= _ranges[i].Last;
    }

    /// <summary>False when it was there. <paramref name="forgotten"/>: numbers dropped to stay within the bound.</summary>
    public bool Add(uint value, out long forgotten)
    {
        forgotten = 0;
        int i = Find(value);
        if (i >= 0 && value <= _ranges[i].Last) return false;
        bool touchesLeft = i >= 0 && _ranges[i].Last + 1 == value;
        bool touchesRight = i + 1 < _ranges.Count && _ranges[i + 1].First - 1 == value;
        if (touchesLeft && touchesRight)
        {
            _ranges[i] = (_ranges[i].First, _ranges[i + 1].Last);
            _ranges.RemoveAt(i + 1);
        }
        else if (touchesLeft) _ranges[i] = (_ranges[i].First, value);
        else if (touchesRight) _ranges[i + 1] = (value, _ranges[i + 1].Last);
        else _ranges.Insert(i + 1, (value, value));

        if (_ranges.Count > maxRanges) forgotten = ForgetSmallest(value);
        return true;
    }

    /// <summary>Takes a number out again; its range may split.</summary>
    public void Remove(uint value)
    {
        int i = Find(value);
        if (i < 0 || value > _ranges[i].Last) return;
        var (first, last) = _ranges[i];
        _ranges.RemoveAt(i);
        if (value < last) _ranges.Insert(i, (value + 1, last));
        if (value > first) _ranges.Insert(i, (first, value - 1));
    }

    /// <summary>Appends a range read back from a saved state; false when out of order.</summary>
    public bool Restore(uint first, uint last)
    {
        if (last < first || (_ranges.Count > 0 && first <= _ranges[^1].Last)) return false;
        _ranges.Add((first, last));
        return true;
    }

    // The last range that starts at or before the value, or -1.
    private int Find(uint value)
    {
        int low = 0;
        int high = _ranges.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            if (_ranges[middle].First <= value) low = middle + 1;
            else high = middle - 1;
        }

        return high;
    }

    private long ForgetSmallest(uint keep)
    {
        int smallest = -1;
        for (int i = 0; i < _ranges.Count; i++)
        {
            var (first, last) = _ranges[i];
            if (keep >= first && keep <= last) continue;
            if (smallest < 0 || last - first < _ranges[smallest].Last - _ranges[smallest].First) smallest = i;
        }

        long size = (long)_ranges[smallest].Last - _ranges[smallest].First + 1;
        _ranges.RemoveAt(smallest);
        return size;
    }
}
