namespace SmartCity.Journal;

/// <summary>One consumer's acknowledgements, guarded by the table's lock.</summary>
internal sealed class Cursor(string name, ControlTable table) : ICursor
{
    private readonly RangeSet[] _acknowledged = [new(), new()];

    public string Name => name;

    public void Acknowledge(Lane lane, long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, table.End(lane));
        if (to > from) table.Acknowledge(this, lane, from, to);
    }

    public long Floor(Lane lane)
    {
        lock (table.Sync) return Set(lane).Floor;
    }

    public bool IsAcknowledged(Lane lane, long sequence)
    {
        lock (table.Sync) return Set(lane).Contains(sequence);
    }

    public IReadOnlyList<(long From, long To)> Outstanding(Lane lane)
    {
        lock (table.Sync) return Set(lane).Missing(table.Start(lane), table.End(lane));
    }

    public long Backlog(Lane lane)
    {
        var total = 0L;
        foreach (var (from, to) in Outstanding(lane)) total += to - from;
        return total;
    }

    /// <summary>The set itself; only under the table's lock.</summary>
    internal RangeSet Set(Lane lane) => _acknowledged[(int)lane];
}
