namespace SmartCity.Journal;

/// <summary>
/// Reads on after a short read, and round bad blocks: what the medium cannot give at the second attempt reads as zeros,
/// which no record is.
/// </summary>
internal static class PatientRead
{
    private const int Block = 4096;

    /// <summary>Fills the span as far as the file goes; returns how many bytes.</summary>
    /// <exception cref="StorageException">Neither this part of the file can be read nor its ends: the disk is gone rather than damaged.</exception>
    public static int Read(IStorageFile file, Span<byte> into, long offset)
    {
        try
        {
            return Whole(file, into, offset);
        }
        catch (StorageException error) when (error.Fault == StorageFault.Io)
        {
            return Blocks(file, into, offset, error);
        }
    }

    private static int Whole(IStorageFile file, Span<byte> into, long offset)
    {
        var done = 0;
        while (done < into.Length)
        {
            var got = file.Read(into[done..], offset + done);
            if (got == 0) break;
            done += got;
        }
        return done;
    }

    private static int Blocks(IStorageFile file, Span<byte> into, long offset, StorageException error)
    {
        var end = (int)Math.Clamp(file.Length - offset, 0, into.Length);
        var (any, next) = (false, 0);
        for (var at = 0; at < end; at = next)
        {
            // Up to the next boundary of the file's blocks, so that a bad one takes no neighbour with it.
            next = (int)Math.Min(end, (offset + at) / Block * Block + Block - offset);
            any |= TryBlock(file, into[at..next], offset + at);
        }
        if (!any && !Answers(file)) throw error;
        return end;
    }

    private static bool TryBlock(IStorageFile file, Span<byte> block, long offset)
    {
        try
        {
            block[Whole(file, block, offset)..].Clear();
            return true;
        }
        catch (StorageException fault) when (fault.Fault == StorageFault.Io)
        {
            block.Clear();
            return false;
        }
    }

    /// <summary>True when the medium itself, and not only the page cache, gives the file's first sector or its last.</summary>
    private static bool Answers(IStorageFile file)
    {
        file.DropCache();
        Span<byte> sector = stackalloc byte[SegmentBlock.Sector];
        return TryBlock(file, sector, 0) || TryBlock(file, sector, file.Length - SegmentBlock.Sector);
    }
}
