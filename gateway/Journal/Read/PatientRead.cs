namespace SmartCity.Journal;

/// <summary>Reads round bad blocks: what the medium cannot give reads as zeros, which no record is.</summary>
internal static class PatientRead
{
    private const int Block = 4096;

    /// <exception cref="StorageException">Nothing at all can be read: the disk is gone rather than damaged.</exception>
    public static int Read(IStorageFile file, Span<byte> into, long offset)
    {
        try
        {
            return file.Read(into, offset);
        }
        catch (StorageException error) when (error.Fault == StorageFault.Io && into.Length > Block)
        {
            return Blocks(file, into, offset, error);
        }
    }

    private static int Blocks(IStorageFile file, Span<byte> into, long offset, StorageException error)
    {
        var got = 0;
        var end = (int)Math.Clamp(file.Length - offset, 0, into.Length);
        for (var at = 0; at < end; at += Block)
        {
            var block = into[at..Math.Min(at + Block, end)];
            try
            {
                got += file.Read(block, offset + at);
            }
            catch (StorageException fault) when (fault.Fault == StorageFault.Io)
            {
                block.Clear();
            }
        }
        if (got == 0) throw error;
        return end;
    }
}
