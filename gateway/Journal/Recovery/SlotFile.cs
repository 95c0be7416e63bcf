namespace SmartCity.Journal;

/// <summary>A segment file as found: the two copies of its identity.</summary>
internal sealed class SlotFile
{
    public required string Name { get; init; }
    public required int Slot { get; init; }
    public long Length { get; private init; }
    public SegmentBlock? Head { get; private init; }
    public SegmentBlock? Foot { get; private init; }

    /// <summary>The whole first sector is zero.</summary>
    public bool HeadZero { get; private init; }

    /// <summary>The newer of the two: a crash while the file began another life leaves one of each.</summary>
    public SegmentBlock? Identity => Head is { } head && Foot is { } foot ? (foot.SegmentId >= head.SegmentId ? foot : head) : Head ?? Foot;

    public static SlotFile Read(IStorage storage, string name, int slot, int segmentBytes)
    {
        using var file = storage.Open(name);
        var length = file.Length;
        Span<byte> sector = stackalloc byte[SegmentBlock.Sector];
        var got = file.Read(sector, 0);
        var head = SegmentBlock.TryRead(sector[..got], out var block) ? block : (SegmentBlock?)null;
        var zero = !sector[..got].ContainsAnyExcept((byte)0);
        // The file's own length tells where the second copy is, whatever the segment size was set to.
        var foot = (SegmentBlock?)null;
        var at = Layout.DataEnd((int)Math.Min(length, head?.SegmentBytes ?? (length > 0 ? length : segmentBytes)));
        if (at >= Layout.DataOffset)
        {
            got = file.Read(sector, at);
            if (SegmentBlock.TryRead(sector[..got], out block)) foot = block;
        }
        return new SlotFile { Name = name, Slot = slot, Length = length, Head = head, Foot = foot, HeadZero = zero };
    }
}
