using SmartCity.Journal;

namespace SmartCity.Journal.Tests.Disk;

/// <summary>
/// A disk in memory that behaves as badly as a real one may: what was not synced is lost sector by sector in any subset,
/// a sector may be torn, calls fail on order.
/// </summary>
internal sealed class MemoryDisk
{
    public const int Sector = 512;

    /// <summary>What is on the medium.</summary>
    public Dictionary<string, MemoryFile> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Asked before each call with its name; throw or return.</summary>
    public Action<DiskCall, string> Before { get; set; } = static (_, _) => { };

    /// <summary>Bytes the disk holds at most.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    public int Syncs { get; set; }

    public object? LockedBy { get; set; }

    public MemoryStorage Attach() => new(this);

    /// <summary>The power goes: every unsynced sector is there, not there, or torn.</summary>
    public void Crash(Random random)
    {
        foreach (var file in Files.Values) file.Crash(random);
        LockedBy = null;
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
