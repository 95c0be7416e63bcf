namespace SmartCity.Journal;

/// <summary>Drafts single control records.</summary>
internal static class ControlWriter
{
    /// <param name="type">0, or <see cref="ControlFormat.SnapshotPart"/>.</param>
    public static void Draft(DraftBuffer into, in ControlOp op, long version, byte type = 0)
    {
        var pairs = op.Kind is RecordKind.Acknowledged or RecordKind.LaneStart ? 1 : 0;
        var body = op.Value?.Length ?? pairs * ControlFormat.PairBytes;
        var payload = into.Add(op.Kind, type, ControlFormat.PayloadBytes(op.Name, body), 0);
        var at = ControlFormat.Write(payload, version, op.Lane, op.Name);
        if (op.Value is not null) op.Value.CopyTo(payload[at..]);
        else if (pairs > 0) ControlFormat.WritePair(payload[at..], 0, op.From, op.To);
    }
}

/// <summary>Drafts a snapshot: begin, one record or more a cursor and lane, one a state, end.</summary>
internal sealed class SnapshotWriter(DraftBuffer into, long version, int maxRanges)
{
    private const int RangesARecord = 256;
    private long _records;

    public void Begin(long dataStart, long dataEnd, long eventStart, long eventEnd)
    {
        var payload = into.Add(RecordKind.SnapshotBegin, ControlFormat.SnapshotPart, ControlFormat.PayloadBytes("", 2 * ControlFormat.PairBytes), 0);
        var at = ControlFormat.Write(payload, version, Lane.Data, "");
        ControlFormat.WritePair(payload[at..], 0, dataStart, dataEnd);
        ControlFormat.WritePair(payload[at..], 1, eventStart, eventEnd);
    }

    public void Cursor(string name, Lane lane, IReadOnlyList<(long From, long To)> ranges)
    {
        var kept = Math.Min(ranges.Count, maxRanges);
        var done = 0;
        do
        {
            var count = Math.Min(kept - done, RangesARecord);
            var payload = into.Add(RecordKind.Acknowledged, ControlFormat.SnapshotPart, ControlFormat.PayloadBytes(name, count * ControlFormat.PairBytes), 0);
            var at = ControlFormat.Write(payload, version, lane, name);
            for (var i = 0; i < count; i++) ControlFormat.WritePair(payload[at..], i, ranges[done + i].From, ranges[done + i].To);
            done += count;
            _records++;
        }
        while (done < kept);
    }

    public void State(string name, byte[] value)
    {
        ControlWriter.Draft(into, ControlOp.State(name, value), version, ControlFormat.SnapshotPart);
        _records++;
    }

    public void End()
    {
        var payload = into.Add(RecordKind.SnapshotEnd, ControlFormat.SnapshotPart, ControlFormat.PayloadBytes("", ControlFormat.PairBytes), 0);
        ControlFormat.WritePair(payload[ControlFormat.Write(payload, version, Lane.Data, "")..], 0, _records, 0);
    }
}
