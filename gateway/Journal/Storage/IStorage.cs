namespace SmartCity.Journal;

/// <summary>
/// The disk as the journal sees it: a flat directory of fixed-size files. Every fault is a <see cref="StorageException"/>.
/// </summary>
public interface IStorage : IDisposable
{
    /// <summary>Names of the files in the directory, in any order.</summary>
    IReadOnlyList<string> List();

    bool Exists(string name);

    /// <summary>Opens a file that exists.</summary>
    IStorageFile Open(string name);

    /// <summary>Makes a new, empty file; replaces one of that name.</summary>
    IStorageFile Create(string name);

    /// <summary>Atomically; replaces a file of the new name.</summary>
    void Rename(string from, string to);

    /// <summary>Makes creations and renames durable.</summary>
    void SyncDirectory();

    /// <summary>Keeps every other process out until disposed.</summary>
    /// <exception cref="StorageException">Somebody else holds it (<see cref="StorageFault.Locked"/>).</exception>
    IDisposable Lock();
}

/// <summary>One file. Reads may run beside a write; writes come from one thread.</summary>
public interface IStorageFile : IDisposable
{
    /// <summary>Length in bytes.</summary>
    long Length { get; }

    /// <summary>Reads up to the span's length at a byte offset; returns how many bytes: less wherever a system likes, 0 only at the file's end.</summary>
    int Read(Span<byte> into, long offset);

    /// <summary>Writes the whole span at a byte offset; one that fails may have written any part of it.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Returns when what was written is on the medium (fdatasync).</summary>
    void Sync();

    /// <summary>Drops what the operating system caches of this file, so that the next read asks the medium.</summary>
    void DropCache();
}
