namespace SmartCity.Journal;

/// <summary>
/// After an I/O error the page cache may show what the medium never got (PostgreSQL's lesson of 2018). The segments
/// written last are read back from the medium, and what was committed but is not there is named.
/// </summary>
internal static class Reverify
{
    public static void Run(DurableLog log, WriterContext context, LaneWriter[] writers)
    {
        foreach (var writer in writers)
            if (writer.Log.Segments is [.., var newest]) Check(log, context, newest);
    }

    private static void Check(DurableLog log, WriterContext context, Segment segment)
    {
        using var file = context.Storage.Open(segment.Name);
        file.DropCache();
        using var buffer = new ScanBuffer();
        var bytes = buffer.Take(segment.EndOffset);
        bytes = bytes[..PatientRead.Read(file, bytes, 0)];
        var next = segment.FirstSequence;
        var at = Layout.DataOffset;
        while (at < bytes.Length)
        {
            if (SegmentScan.IsIntact(bytes, at, segment.Salt, next, out var header, out var sequence))
            {
                if (header.Kind == RecordKind.Data) next = sequence + 1;
                at += header.Size;
                continue;
            }
            var found = SegmentScan.FindIntact(bytes, at + 2, segment.Salt, next, out var after);
            if (found < 0) break;
            Lost(log, segment, next, after, at, found - at);
            (at, next) = (found, after);
        }
        if (next < segment.EndSequence) Lost(log, segment, next, segment.EndSequence, at, segment.EndOffset - at);
    }

    private static void Lost(DurableLog log, Segment segment, long from, long to, int at, int bytes) =>
        log.Report(new RecoveryFinding(FindingKind.LostAfterError, segment.Name, segment.Lane, from, to, at, bytes));
}
