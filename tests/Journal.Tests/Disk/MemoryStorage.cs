using SmartCity.Journal;

namespace SmartCity.Journal.Tests.Disk;

/// <summary>The memory disk as a process sees it.</summary>
internal sealed class MemoryStorage(MemoryDisk disk) : IStorage
{
    public IReadOnlyList<string> List()
    {
        disk.Before(DiskCall.List, "");
        return [.. disk.Files.Keys];
    }

    public bool Exists(string name) => disk.Files.ContainsKey(name);

    public IStorageFile Open(string name)
    {
        disk.Before(DiskCall.Open, name);
        return disk.Files.TryGetValue(name, out var file) ? new Handle(disk, name, file) : throw new StorageException(StorageFault.Gone, name);
    }

    public IStorageFile Create(string name)
    {
        disk.Before(DiskCall.Create, name);
        var file = new MemoryFile();
        disk.Name(null, name, file);
        return new Handle(disk, name, file);
    }

    public void Rename(string from, string to)
    {
        disk.Before(DiskCall.Rename, from);
        disk.Name(from, to, disk.Files[from]);
    }

    public void SyncDirectory()
    {
        disk.Before(DiskCall.SyncDirectory, "");
        disk.SyncDirectory();
    }

    public IDisposable Lock()
    {
        if (disk.LockedBy is not null) throw new StorageException(StorageFault.Locked, "locked");
        disk.LockedBy = this;
        return new Unlock(disk, this);
    }

    public void Dispose()
    {
    }

    private sealed class Unlock(MemoryDisk disk, object owner) : IDisposable
    {
        public void Dispose()
        {
            if (disk.LockedBy == owner) disk.LockedBy = null;
        }
    }

    private sealed class Handle(MemoryDisk disk, string name, MemoryFile file) : IStorageFile
    {
        public long Length => file.Seen.Length;

        public int Read(Span<byte> into, long offset)
        {
            disk.Before(DiskCall.Read, name);
            var count = (int)Math.Clamp(file.Seen.Length - offset, 0, into.Length);
            if (count == 0) return 0;
            for (var block = offset / MemoryDisk.Block; block <= (offset + count - 1) / MemoryDisk.Block; block++)
                if (disk.Bad.Contains((name, (int)block))) throw new StorageException(StorageFault.Io, $"{name}: bad block {block}");
            count = disk.Given(count);
            disk.BytesRead += count;
            file.Seen.AsSpan((int)offset, count).CopyTo(into);
            return count;
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            try
            {
                disk.Before(DiskCall.Write, name);
                var grows = Math.Max(0, offset + bytes.Length - file.Seen.Length);
                if (disk.Files.Values.Sum(f => (long)f.Seen.Length) + grows > disk.Capacity) throw new StorageException(StorageFault.Full, name);
            }
            catch (Exception error) when (error is StorageException or PowerCut)
            {
                if (disk.WrittenBeforeFailing(bytes.Length) is > 0 and var written) file.Write(bytes[..written], offset);
                throw;
            }
            file.Write(bytes, offset);
            disk.Wrote(offset, bytes.Length);
        }

        public void Sync()
        {
            disk.Before(DiskCall.Sync, name);
            disk.Syncs++;
            file.Sync();
        }

        public void DropCache() => file.DropCache();

        public void Dispose()
        {
        }
    }
}
