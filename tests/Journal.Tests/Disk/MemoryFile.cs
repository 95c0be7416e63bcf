namespace SmartCity.Journal.Tests.Disk;

/// <summary>A file of the memory disk: what programs see, and what the medium has.</summary>
internal sealed class MemoryFile
{
    private readonly HashSet<int> _dirty = [];

    /// <summary>What reads return.</summary>
    public byte[] Seen { get; private set; } = [];

    /// <summary>What survives a crash.</summary>
    public byte[] Kept { get; private set; } = [];

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        var end = (int)offset + bytes.Length;
        if (Seen.Length < end)
        {
            var grown = Seen;
            Array.Resize(ref grown, end);
            Seen = grown;
        }
        bytes.CopyTo(Seen.AsSpan((int)offset));
        for (var sector = (int)offset / MemoryDisk.Sector; sector <= (end - 1) / MemoryDisk.Sector; sector++) _dirty.Add(sector);
    }

    public void Sync()
    {
        // Lengthened once: a file of megabytes would otherwise be copied for each sector it grows by.
        if (_dirty.Count > 0) Keep(_dirty.Max(), MemoryDisk.Sector);
        foreach (var sector in _dirty) Keep(sector, MemoryDisk.Sector);
        _dirty.Clear();
    }

    /// <summary>A sync that failed: the cache calls the sectors clean, the medium has some of them.</summary>
    public void LoseSync(Random random)
    {
        foreach (var sector in _dirty.Order())
            if (random.Next(2) == 0) Keep(sector, MemoryDisk.Sector);
        _dirty.Clear();
    }

    public void DropCache() => Seen = [.. Kept, .. Seen.AsSpan(Math.Min(Kept.Length, Seen.Length))];

    public void Crash(Random random)
    {
        foreach (var sector in _dirty.Order())
        {
            switch (random.Next(8))
            {
                case < 4:
                    Keep(sector, MemoryDisk.Sector);
                    break;
                case 4:
                    Keep(sector, random.Next(1, MemoryDisk.Sector));
                    break;
            }
        }
        _dirty.Clear();
        Seen = [.. Kept];
    }

    /// <summary>Puts bytes on the medium and in sight, as a hand from outside.</summary>
    public void Replace(byte[] bytes)
    {
        (Seen, Kept) = (bytes, [.. bytes]);
        _dirty.Clear();
    }

    private void Keep(int sector, int bytes)
    {
        var from = sector * MemoryDisk.Sector;
        var to = Math.Min(from + bytes, Seen.Length);
        if (to <= from) return;
        if (Kept.Length < to)
        {
            var grown = Kept;
            Array.Resize(ref grown, to);
            Kept = grown;
        }
        Seen.AsSpan(from, to - from).CopyTo(Kept.AsSpan(from));
    }
}
