using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace SmartCity.Journal;

/// <summary>What a record is for. Zero is none, so that zeroed bytes are no record.</summary>
internal enum RecordKind : byte
{
    Data = 1,
    Mark,
    Acknowledged,
    CursorRemoved,
    State,
    LaneStart,
    SnapshotBegin,
    SnapshotEnd,
}

/// <summary>The header of a record, read and found plausible.</summary>
internal readonly record struct RecordHeader(RecordKind Kind, byte Type, int Length, uint SequenceLow, long TimeMs)
{
    public int Size => RecordFormat.Size(Length);
}

/// <summary>
/// A record, little endian, at an even offset: crc32c u32 | word u64 | time u48 | payload | padding to even.
/// The word holds length (20 bits), kind (4), type (8), low half of the sequence (32), under the segment's mask;
/// the checksum is seeded by the segment and covers everything behind it but the padding.
/// </summary>
internal static class RecordFormat
{
    public const int HeaderBytes = 18, MaxLength = (1 << 20) - 1;

    /// <summary>Where the low half of the sequence stands, under the upper half of the mask.</summary>
    public const int SequenceAt = 8;
    private const int WordAt = 4, TimeAt = 12;

    public static int Size(int length) => (HeaderBytes + length + 1) & ~1;

    /// <summary>Writes a header without sequence and checksum; <see cref="Finish"/> puts them in.</summary>
    public static void Draft(Span<byte> at, RecordKind kind, byte type, int length, long timeMs)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(at[WordAt..], (uint)length | ((ulong)kind << 20) | ((ulong)type << 24));
        var time = (ulong)Math.Max(0, timeMs);
        BinaryPrimitives.WriteUInt32LittleEndian(at[TimeAt..], (uint)time);
        BinaryPrimitives.WriteUInt16LittleEndian(at[(TimeAt + 4)..], (ushort)(time >> 32));
        if ((length & 1) != 0) at[HeaderBytes + length] = 0;
    }

    public static RecordHeader ReadDraft(ReadOnlySpan<byte> at) => Parse(at, 0);

    public static void Finish(Span<byte> record, int length, long sequence, in Salt salt)
    {
        var word = BinaryPrimitives.ReadUInt64LittleEndian(record[WordAt..]) | ((ulong)(uint)sequence << 32);
        BinaryPrimitives.WriteUInt64LittleEndian(record[WordAt..], word ^ salt.Mask);
        BinaryPrimitives.WriteUInt32LittleEndian(record, Crc32C.Compute(record[WordAt..(HeaderBytes + length)], salt.Seed));
    }

    /// <summary>Reads a header; true when its fields may be a record's that fits the span. Says nothing of the checksum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> at, in Salt salt, out RecordHeader header)
    {
        header = default;
        if (at.Length < HeaderBytes) return false;
        header = Parse(at, salt.Mask);
        return header.Kind is >= RecordKind.Data and <= RecordKind.SnapshotEnd;
    }

    /// <summary>True when the checksum of a record, wholly in the span, is right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Verify(ReadOnlySpan<byte> record, int length, in Salt salt) =>
        BinaryPrimitives.ReadUInt32LittleEndian(record) == Crc32C.Compute(record[WordAt..(HeaderBytes + length)], salt.Seed);

    /// <summary>The whole sequence whose low half is known, nearest to one known whole.</summary>
    public static long Widen(uint low, long near) => near + (int)(low - (uint)near);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RecordHeader Parse(ReadOnlySpan<byte> at, ulong mask)
    {
        var word = BinaryPrimitives.ReadUInt64LittleEndian(at[WordAt..]) ^ mask;
        var time = BinaryPrimitives.ReadUInt32LittleEndian(at[TimeAt..]) | ((long)BinaryPrimitives.ReadUInt16LittleEndian(at[(TimeAt + 4)..]) << 32);
        return new RecordHeader((RecordKind)((word >> 20) & 15), (byte)(word >> 24), (int)(word & MaxLength), (uint)(word >> 32), time);
    }
}
