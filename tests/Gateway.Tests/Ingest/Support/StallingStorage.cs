using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Ingest.Support;

/// <summary>A storage whose syncs stand still while the gate is closed, as a card does that collects its garbage.</summary>
internal sealed class StallingStorage(IStorage storage) : IStorage
{
    private int _waiting;

    /// <summary>Set: syncs pass.</summary>
    public ManualResetEventSlim Gate { get; } = new(true);

    /// <summary>Syncs that stand still now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public IReadOnlyList<string> List() => storage.List();

    public bool Exists(string name) => storage.Exists(name);

    public IStorageFile Open(string name) => new Stalling(this, storage.Open(name));

    public IStorageFile Create(string name) => new Stalling(this, storage.Create(name));

    public void Rename(string from, string to) => storage.Rename(from, to);

    public void SyncDirectory() => storage.SyncDirectory();

    public IDisposable Lock() => storage.Lock();

    public void Dispose()
    {
        storage.Dispose();
        Gate.Dispose();
    }

    private sealed class Stalling(StallingStorage owner, IStorageFile file) : IStorageFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> into, long offset) => file.Read(into, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset) => file.Write(bytes, offset);

        public void Sync()
        {
            Interlocked.Increment(ref owner._waiting);
            owner.Gate.Wait();
            Interlocked.Decrement(ref owner._waiting);
            file.Sync();
        }

        public void DropCache() => file.DropCache();

        public void Dispose() => file.Dispose();
    }
}
