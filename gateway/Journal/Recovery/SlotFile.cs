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

    /// <summary>The medium's error, when it gave neither the file's beginning nor its end.</summary>
    public StorageException? Fault { get; private init; }

    /// <summary>The newer of the two: a crash while the file began another life leaves one of each.</summary>
    public SegmentBlock? Identity => Head is { } head && Foot is { } foot ? (foot.SegmentId >= head.SegmentId ? foot : head) : Head ?? Foot;

    public static SlotFile Read(IStorage storage, string name, int slot, int segmentBytes)
    {
        using var file = storage.Open(name);
        var length = file.Length;
        Span<byte> sector = stackalloc byte[SegmentBlock.Sector];
        var got = TryRead(file, sector, 0, out var fault);
        var head = SegmentBlock.TryRead(sector[..got], out var block) ? block : (SegmentBlock?)null;
        var zero = fault is null && !sector[..got].ContainsAnyExcept((byte)0);
        // The file's own length tells where the second copy is, whatever the segment size was set to.
        var foot = (SegmentBlock?)null;
        var at = Layout.DataEnd((int)Math.Min(length, head?.SegmentBytes ?? (length > 0 ? length : segmentBytes)));
        if (at >= Layout.DataOffset)
        {
            got = TryRead(file, sector, at, out var another);
            if (SegmentBlock.TryRead(sector[..got], out block)) foot = block;
            if (another is null) fault = null;
        }
        return new SlotFile { Name = name, Slot = slot, Length = length, Head = head, Foot = foot, HeadZero = zero, Fault = fault };
    }

    private static int TryRead(IStorageFile file, Span<byte> sector, int at, out StorageException? fault)
    {
        fault = null;
        try
        {
            return PatientRead.Read(file, sector, at);
        }
        catch (StorageException error) when (error.Fault == StorageFault.Io)
        {
            fault = error;
            return 0;
        }
    }
}
