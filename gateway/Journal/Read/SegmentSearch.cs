namespace SmartCity.Journal;

/// <summary>Finds records in a segment: by sequence, and behind damage.</summary>
internal static class SegmentSearch
{
    private const int Chunk = 64 << 10;

    /// <summary>Offset of the record of a sequence, or of what stands where it would be; and the sequence expected there.</summary>
    public static (int Offset, long Passed) Locate(IStorageFile file, Segment segment, long sequence, RecordBatch batch)
    {
        var (offset, passed) = (Layout.DataOffset, segment.FirstSequence);
        if (sequence <= passed) return (offset, passed);
        var end = segment.EndOffset;
        var want = Chunk;
        while (offset < end)
        {
            var memory = batch.Reset(want).Span;
            var bytes = memory[..PatientRead.Read(file, memory[..Math.Min(want, end - offset)], offset)];
            var at = 0;
            while (SegmentScan.IsIntact(bytes, at, segment.Salt, passed, out var header, out var here))
            {
                if (header.Kind == RecordKind.Data)
                {
                    if (here >= sequence) return (offset + at, passed);
                    passed = here + 1;
                }
                at += header.Size;
            }
            // Either a record cut by the chunk, to be read again whole, or damage, which is the reader's to step over.
            if (at == 0 && want >= end - offset) break;
            want = at == 0 ? 2 * want : Chunk;
            offset += at;
        }
        return (offset, passed);
    }

    /// <summary>The next intact record behind an offset, and its sequence; the segment's ends when there is none.</summary>
    public static (int Offset, long Sequence) Resume(IStorageFile file, Segment segment, int offset, int end, long passed)
    {
        using var buffer = new ScanBuffer();
        var bytes = buffer.Take(end - offset);
        bytes = bytes[..PatientRead.Read(file, bytes, offset)];
        var found = SegmentScan.FindIntact(bytes, 2, segment.Salt, passed, out var sequence);
        return found < 0 ? (end, segment.EndSequence) : (offset + found, Math.Min(sequence, segment.EndSequence));
    }
}
