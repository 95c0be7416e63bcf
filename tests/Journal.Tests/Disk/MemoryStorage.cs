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
        if (!disk.Files.TryGetValue(from, out var file)) throw new StorageException(StorageFault.Gone, from);
        disk.Name(from, to, file);
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

    private sealed class Handle : IStorageFile
    {
        private readonly MemoryDisk _disk;
        private readonly string _name;
        private readonly MemoryFile _file;
        private bool _closed;

        public Handle(MemoryDisk disk, string name, MemoryFile file)
        {
            (_disk, _name, _file) = (disk, name, file);
            disk.Handles++;
        }

        public long Length => _file.Seen.Length;

        public int Read(Span<byte> into, long offset)
        {
            _disk.Before(DiskCall.Read, _name);
            var count = (int)Math.Clamp(_file.Seen.Length - offset, 0, into.Length);
            if (count == 0) return 0;
            for (var block = offset / MemoryDisk.Block; block <= (offset + count - 1) / MemoryDisk.Block; block++)
                if (_disk.Bad.Contains((_name, (int)block))) throw new StorageException(StorageFault.Io, $"{_name}: bad block {block}");
            count = _disk.Given(count);
            _disk.BytesRead += count;
            _file.Seen.AsSpan((int)offset, count).CopyTo(into);
            return count;
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            try
            {
                _disk.Before(DiskCall.Write, _name);
                var grows = Math.Max(0, offset + bytes.Length - _file.Seen.Length);
                if (_disk.Files.Values.Sum(f => (long)f.Seen.Length) + grows > _disk.Capacity) throw new StorageException(StorageFault.Full, _name);
            }
            catch (Exception error) when (error is StorageException or PowerCut)
            {
                if (_disk.WrittenBeforeFailing(bytes.Length) is > 0 and var written) _file.Write(bytes[..written], offset);
                throw;
            }
            _file.Write(bytes, offset);
            _disk.Wrote(offset, bytes.Length);
        }

        public void Sync()
        {
            _disk.Before(DiskCall.Sync, _name);
            _disk.Syncs++;
            _file.Sync();
        }

        public void DropCache() => _file.DropCache();

        public void Dispose()
        {
            if (!_closed) _disk.Handles--;
            _closed = true;
        }
    }
}
