using System.Buffers;

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
        while (offset < end)
        {
            var memory = batch.Reset(Chunk).Span;
            var bytes = memory[..file.Read(memory[..Math.Min(memory.Length, end - offset)], offset)];
            var at = 0;
            while (RecordFormat.TryRead(bytes[at..], segment.Salt, out var header))
            {
                if (header.Kind == RecordKind.Data)
                {
                    var here = RecordFormat.Widen(header.SequenceLow, passed);
                    // A header out of step is damage; the reader will look at it with care.
                    if (here < passed || here >= sequence) return (offset + at, passed);
                    passed = here + 1;
                }
                at += header.Size;
                if (at > bytes.Length) break;
            }
            if (at == 0) break;
            offset += at;
        }
        return (offset, passed);
    }

    /// <summary>The next intact record behind an offset, and its sequence; the segment's ends when there is none.</summary>
    public static (int Offset, long Sequence) Resume(IStorageFile file, Segment segment, int offset, int end, long passed)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(end - offset);
        try
        {
            var bytes = buffer.AsSpan(0, file.Read(buffer.AsSpan(0, end - offset), offset));
            var found = SegmentScan.FindIntact(bytes, 2, segment.Salt, passed, out var sequence);
            return found < 0 ? (end, segment.EndSequence) : (offset + found, Math.Min(sequence, segment.EndSequence));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
