namespace SmartCity.Journal;

/// <summary>A storage that is looked at and not touched: writes, renames and the lock are let pass without effect.</summary>
internal sealed class ReadOnlyStorage(IStorage storage) : IStorage
{
    public IReadOnlyList<string> List() => storage.List();

    public bool Exists(string name) => storage.Exists(name);

    public IStorageFile Open(string name) => new ReadOnlyFile(storage.Open(name));

    public IStorageFile Create(string name) => throw new StorageException(StorageFault.ReadOnly, "opened for reading");

    public void Rename(string from, string to)
    {
    }

    public void SyncDirectory()
    {
    }

    public IDisposable Lock() => new MemoryStream();

    public void Dispose() => storage.Dispose();

    private sealed class ReadOnlyFile(IStorageFile file) : IStorageFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> into, long offset) => file.Read(into, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset) => throw new StorageException(StorageFault.ReadOnly, "opened for reading");

        public void Sync()
        {
        }

        public void DropCache()
        {
        }

        public void Dispose() => file.Dispose();
    }
}
