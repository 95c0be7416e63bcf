namespace SmartCity.Journal;

/// <summary>
/// The mark that opens each run of a commit: how many bytes and data records follow, stamped with the journal's running
/// time. Tells a torn tail from a clean one, and keeps sequences of a torn run from being used twice.
/// </summary>
internal static class MarkFormat
{
    public const int Size = (RecordFormat.HeaderBytes + ControlFormat.FixedBytes + ControlFormat.PairBytes + 1) & ~1;
    private const int Length = ControlFormat.FixedBytes + ControlFormat.PairBytes;

    public static void Draft(DraftBuffer into) => into.Add(RecordKind.Mark, 0, Length, 0).Clear();

    /// <summary>Fills a drafted mark; the checksum comes later, as for every record.</summary>
    public static void Fill(Span<byte> draft, long version, Lane lane, int bytes, int records, long runMs)
    {
        RecordFormat.Draft(draft, RecordKind.Mark, 0, Length, runMs);
        var payload = draft.Slice(RecordFormat.HeaderBytes, Length);
        ControlFormat.WritePair(payload[ControlFormat.Write(payload, version, lane, "")..], 0, bytes, records);
    }
}
