using System.Buffers.Binary;

namespace SmartCity.Journal;

internal enum SegmentState : byte
{
    /// <summary>Zeroed and waiting for its first use.</summary>
    Spare = 1,

    /// <summary>Being written, or left behind by a crash before it was sealed.</summary>
    Live = 2,

    /// <summary>Complete: the end fields hold.</summary>
    Sealed = 3,
}

/// <summary>
/// The identity of a segment, 128 bytes, kept twice: at the file's start and in its last sector. Sealing rewrites the
/// second copy alone, so that a torn sealing costs nothing.
/// </summary>
internal readonly record struct SegmentBlock
{
    public const int Bytes = 128, Sector = 512;
    public const ushort Version = 1;

    /// <summary>"SCJRNL\r\n": a text-mode copy breaks it.</summary>
    private const ulong Magic = 0x0A0D_4C4E_524A_4353;
    private const int CrcAt = Bytes - 4;

    public SegmentState State { get; init; }
    public Lane Lane { get; init; }
    public int Slot { get; init; }
    public ulong JournalId { get; init; }
    public long SegmentId { get; init; }
    public int SegmentBytes { get; init; }
    public long FirstSequence { get; init; }
    public long CreatedRunMs { get; init; }
    public long EndSequence { get; init; }
    public int EndOffset { get; init; }
    public long MinTimeMs { get; init; }
    public long MaxTimeMs { get; init; }
    public long SealedRunMs { get; init; }
    public long NextSegmentId { get; init; }

    /// <summary>Random: a number may be given twice when a crash undid the first, its records must not match.</summary>
    public ulong Nonce { get; init; }

    /// <summary>Fills 128 bytes.</summary>
    public void Write(Span<byte> at)
    {
        at = at[..Bytes];
        at.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(at, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(at[8..], Version);
        at[10] = (byte)Lane;
        at[11] = (byte)State;
        BinaryPrimitives.WriteInt32LittleEndian(at[12..], Slot);
        BinaryPrimitives.WriteUInt64LittleEndian(at[16..], JournalId);
        BinaryPrimitives.WriteInt64LittleEndian(at[24..], SegmentId);
        BinaryPrimitives.WriteInt32LittleEndian(at[32..], SegmentBytes);
        BinaryPrimitives.WriteInt32LittleEndian(at[36..], EndOffset);
        BinaryPrimitives.WriteInt64LittleEndian(at[40..], FirstSequence);
        BinaryPrimitives.WriteInt64LittleEndian(at[48..], CreatedRunMs);
        BinaryPrimitives.WriteInt64LittleEndian(at[56..], EndSequence);
        BinaryPrimitives.WriteInt64LittleEndian(at[64..], MinTimeMs);
        BinaryPrimitives.WriteInt64LittleEndian(at[72..], MaxTimeMs);
        BinaryPrimitives.WriteInt64LittleEndian(at[80..], SealedRunMs);
        BinaryPrimitives.WriteInt64LittleEndian(at[88..], NextSegmentId);
        BinaryPrimitives.WriteUInt64LittleEndian(at[96..], Nonce);
        BinaryPrimitives.WriteUInt32LittleEndian(at[CrcAt..], Crc32C.Compute(at[..CrcAt]));
    }

    /// <summary>Reads 128 bytes; false when they are not an intact block of this version.</summary>
    public static bool TryRead(ReadOnlySpan<byte> at, out SegmentBlock block)
    {
        block = default;
        if (at.Length < Bytes || BinaryPrimitives.ReadUInt64LittleEndian(at) != Magic) return false;
        if (BinaryPrimitives.ReadUInt32LittleEndian(at[CrcAt..]) != Crc32C.Compute(at[..CrcAt])) return false;
        if (BinaryPrimitives.ReadUInt16LittleEndian(at[8..]) != Version) return false;
        block = new SegmentBlock
        {
            Lane = (Lane)at[10],
            State = (SegmentState)at[11],
            Slot = BinaryPrimitives.ReadInt32LittleEndian(at[12..]),
            JournalId = BinaryPrimitives.ReadUInt64LittleEndian(at[16..]),
            SegmentId = BinaryPrimitives.ReadInt64LittleEndian(at[24..]),
            SegmentBytes = BinaryPrimitives.ReadInt32LittleEndian(at[32..]),
            EndOffset = BinaryPrimitives.ReadInt32LittleEndian(at[36..]),
            FirstSequence = BinaryPrimitives.ReadInt64LittleEndian(at[40..]),
            CreatedRunMs = BinaryPrimitives.ReadInt64LittleEndian(at[48..]),
            EndSequence = BinaryPrimitives.ReadInt64LittleEndian(at[56..]),
            MinTimeMs = BinaryPrimitives.ReadInt64LittleEndian(at[64..]),
            MaxTimeMs = BinaryPrimitives.ReadInt64LittleEndian(at[72..]),
            SealedRunMs = BinaryPrimitives.ReadInt64LittleEndian(at[80..]),
            NextSegmentId = BinaryPrimitives.ReadInt64LittleEndian(at[88..]),
            Nonce = BinaryPrimitives.ReadUInt64LittleEndian(at[96..]),
        };
        return block.Lane <= Lane.Event && block.State is >= SegmentState.Spare and <= SegmentState.Sealed;
    }
}
