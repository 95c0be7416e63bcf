using SmartCity.Journal;

namespace SmartCity.Journal.Tests.Disk;

/// <summary>
/// A disk in memory that behaves as badly as a real one may: what was not synced is lost sector by sector in any subset,
/// a sector may be torn, reads and writes fall short, blocks go bad, calls fail on order.
/// </summary>
internal sealed class MemoryDisk
{
    public const int Sector = 512, Block = 4096;

    private readonly List<(string? From, string To, MemoryFile File)> _unsynced = [];
    private Dictionary<string, MemoryFile> _kept = new(StringComparer.Ordinal);

    /// <summary>The directory as programs see it.</summary>
    public Dictionary<string, MemoryFile> Files { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>Asked before each call with its name; throw or return.</summary>
    public Action<DiskCall, string> Before { get; set; } = static (_, _) => { };

    /// <summary>Told offset and length of each write.</summary>
    public Action<long, int> Wrote { get; set; } = static (_, _) => { };

    /// <summary>How many of the bytes a read is asked for it gives; 1 at least, or a program would take it for the end.</summary>
    public Func<int, int> Given { get; set; } = static asked => asked;

    /// <summary>How many of its bytes a write that fails has written all the same.</summary>
    public Func<int, int> WrittenBeforeFailing { get; set; } = static _ => 0;

    /// <summary>Blocks by file, of <see cref="Block"/> bytes, that no read gives any more.</summary>
    public HashSet<(string File, int Block)> Bad { get; } = [];

    /// <summary>Bytes the disk holds at most.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    public int Syncs { get; set; }

    public long BytesRead { get; set; }

    /// <summary>Files opened and not let go of.</summary>
    public int Handles { get; set; }

    public object? LockedBy { get; set; }

    public MemoryStorage Attach() => new(this);

    /// <summary>The power goes: every unsynced sector is there, not there, or torn.</summary>
    public void Crash(Random random)
    {
        foreach (var (from, to, file) in _unsynced.Take(random.Next(_unsynced.Count + 1))) Enter(_kept, from, to, file);
        _unsynced.Clear();
        Files = new Dictionary<string, MemoryFile>(_kept, StringComparer.Ordinal);
        foreach (var file in Files.Values) file.Crash(random);
        LockedBy = null;
    }

    /// <summary>Creates (from is null) or renames; on the medium only after <see cref="SyncDirectory"/>, or by luck.</summary>
    public void Name(string? from, string to, MemoryFile file)
    {
        Enter(Files, from, to, file);
        _unsynced.Add((from, to, file));
    }

    public void SyncDirectory()
    {
        _unsynced.Clear();
        _kept = new Dictionary<string, MemoryFile>(Files, StringComparer.Ordinal);
    }

    private static void Enter(Dictionary<string, MemoryFile> directory, string? from, string to, MemoryFile file)
    {
        if (from is not null) directory.Remove(from);
        directory[to] = file;
    }
}

internal enum DiskCall
{
    List,
    Open,
    Create,
    Rename,
    Read,
    Write,
    Sync,
    SyncDirectory,
}
