namespace SmartCity.Journal;

/// <summary>Linux error numbers (asm-generic/errno-base.h, errno.h) as storage faults.</summary>
internal static class Errno
{
    private const int NoPermission = 1, NoEntry = 2, AccessDenied = 13, NoDevice = 19, NoSpace = 28, ReadOnlyFs = 30, Stale = 116, Quota = 122;

    public static StorageException Translate(int errno, string what, Exception? inner = null)
    {
        var fault = errno switch
        {
            NoSpace or Quota => StorageFault.Full,
            ReadOnlyFs or AccessDenied or NoPermission => StorageFault.ReadOnly,
            NoEntry or NoDevice or Stale => StorageFault.Gone,
            _ => StorageFault.Io,
        };
        return new StorageException(fault, $"{what}: errno {errno}", inner);
    }

    /// <summary>The runtime's exceptions carry errno in HResult, except where it has a type of its own.</summary>
    public static StorageException Translate(Exception error, string what) => error switch
    {
        StorageException known => known,
        FileNotFoundException or DirectoryNotFoundException => new(StorageFault.Gone, $"{what}: {error.Message}", error),
        UnauthorizedAccessException => new(StorageFault.ReadOnly, $"{what}: {error.Message}", error),
        _ => Translate(error.HResult, $"{what}: {error.Message}", error),
    };
}
