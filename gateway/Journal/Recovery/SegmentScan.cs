using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace SmartCity.Journal;

/// <summary>Reads a segment's bytes record by record, and over damage to the next intact one.</summary>
internal static class SegmentScan
{
    /// <summary>
    /// Sequences that may be missing in one place: more than there is room for, where commits were torn again and again
    /// and what they promised was never given twice. That it is far from all makes chance hits rare and cheap.
    /// </summary>
    private const uint MostSkipped = 1 << 20;

    /// <summary>True when an intact record begins at the offset, whose sequence may follow <paramref name="next"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsIntact(ReadOnlySpan<byte> bytes, int at, in Salt salt, long next, out RecordHeader header, out long sequence)
    {
        sequence = 0;
        var rest = bytes[at..];
        if (!RecordFormat.TryRead(rest, salt, out header) || header.Size > rest.Length) return false;
        sequence = RecordFormat.Widen(header.SequenceLow, next);
        if (sequence < next || sequence - next > MostSkipped) return false;
        return RecordFormat.Verify(rest, header.Length, salt);
    }

    /// <summary>Offset of the first intact record at or after an offset, or -1.</summary>
    public static int FindIntact(ReadOnlySpan<byte> bytes, int from, in Salt salt, long next, out long sequence)
    {
        // Nearly every offset is dismissed by its sequence alone: one compare, so that 8 MB take some milliseconds.
        var (mask, low) = ((uint)(salt.Mask >> 32), (uint)next);
        for (var at = from; at <= bytes.Length - RecordFormat.HeaderBytes; at += 2)
        {
            var candidate = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + RecordFormat.SequenceAt)..]) ^ mask;
            if (candidate - low <= MostSkipped && IsIntact(bytes, at, salt, next, out _, out sequence)) return at;
        }
        sequence = next;
        return -1;
    }
}
