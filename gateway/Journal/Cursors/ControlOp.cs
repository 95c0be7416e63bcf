namespace SmartCity.Journal;

/// <summary>One change of what the journal keeps beside records, waiting for the commit it will ride in.</summary>
internal readonly record struct ControlOp(RecordKind Kind, string Name, Lane Lane, long From, long To, byte[]? Value)
{
    public static ControlOp Acknowledged(string name, Lane lane, long from, long to) => new(RecordKind.Acknowledged, name, lane, from, to, null);

    public static ControlOp Removed(string name) => new(RecordKind.CursorRemoved, name, Lane.Data, 0, 0, null);

    public static ControlOp State(string name, byte[] value) => new(RecordKind.State, name, Lane.Data, 0, 0, value);

    public static ControlOp LaneStart(Lane lane, long start) => new(RecordKind.LaneStart, "", lane, 0, start, null);

    /// <summary>Joins an acknowledgement that touches this one; most commits then carry one range a cursor.</summary>
    public bool TryJoin(in ControlOp next, out ControlOp joined)
    {
        joined = this with { From = Math.Min(From, next.From), To = Math.Max(To, next.To) };
        return Kind == RecordKind.Acknowledged && next.Kind == Kind && next.Lane == Lane && next.Name == Name
            && next.From <= To && From <= next.To;
    }
}
