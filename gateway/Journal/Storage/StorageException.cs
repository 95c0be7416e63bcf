namespace SmartCity.Journal;

/// <summary>What is wrong with the disk.</summary>
public enum StorageFault
{
    /// <summary>Any error without a better name (EIO and its like).</summary>
    Io = 0,

    /// <summary>No room (ENOSPC, EDQUOT).</summary>
    Full,

    /// <summary>Mounted read-only, or not ours to write (EROFS, EACCES, EPERM).</summary>
    ReadOnly,

    /// <summary>The directory or the file is not there (ENOENT, ENODEV, ESTALE).</summary>
    Gone,

    /// <summary>Another process has the journal open.</summary>
    Locked,
}

/// <summary>A fault of the disk, named.</summary>
public sealed class StorageException : IOException
{
    public StorageException()
    {
    }

    public StorageException(string message) : base(message)
    {
    }

    public StorageException(string message, Exception inner) : base(message, inner)
    {
    }

    public StorageException(StorageFault fault, string message, Exception? inner = null) : base(message, inner) => Fault = fault;

    public StorageFault Fault { get; }
}
