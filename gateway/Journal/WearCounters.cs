namespace SmartCity.Journal;

/// <summary>Why bytes went to the disk.</summary>
public enum WearCause
{
    /// <summary>Records that callers appended, with their headers.</summary>
    Data = 0,

    /// <summary>Acknowledgements, states and marks.</summary>
    Control,

    /// <summary>The rest of the blocks a commit touches: written again because the device takes whole ones.</summary>
    Rounding,

    /// <summary>Identity and snapshot at a segment's start, and its sealing.</summary>
    Segment,

    /// <summary>Zeroing of new files.</summary>
    Prepare,
}

/// <summary>
/// What the journal itself had the device write, by cause, in bytes of whole 4 KiB blocks, and how many flushes.
/// Counted here because <c>/proc/self/io</c> counts pages dirtied, not blocks written.
/// </summary>
public sealed class WearCounters
{
    public const int BlockBytes = 4096;
    private readonly long[] _bytes = new long[Enum.GetValues<WearCause>().Length];
    private long _flushes, _prepareFlushes, _commits;

    public long Bytes(WearCause cause) => Volatile.Read(ref _bytes[(int)cause]);

    public long TotalBytes => _bytes.Sum();

    /// <summary>fdatasync calls.</summary>
    public long Flushes => Volatile.Read(ref _flushes);

    /// <summary>Of those, for zeroing new files.</summary>
    public long PrepareFlushes => Volatile.Read(ref _prepareFlushes);

    /// <summary>Commits: one flush each, but for a change of segment.</summary>
    public long Commits => Volatile.Read(ref _commits);

    internal void Add(WearCause cause, long bytes) => Interlocked.Add(ref _bytes[(int)cause], bytes);

    internal void Move(WearCause from, WearCause to, long bytes)
    {
        Add(from, -bytes);
        Add(to, bytes);
    }

    internal void Flushed() => Interlocked.Increment(ref _flushes);

    internal void Prepared(long bytes, bool flushed)
    {
        Add(WearCause.Prepare, bytes);
        if (!flushed) return;
        Flushed();
        Interlocked.Increment(ref _prepareFlushes);
    }

    internal void Committed() => Interlocked.Increment(ref _commits);

    /// <summary>Counts a write that was flushed, with the rest of the blocks it touches.</summary>
    internal void Wrote(WearCause cause, long offset, int bytes)
    {
        var first = offset / BlockBytes * BlockBytes;
        var last = (offset + bytes + BlockBytes - 1) / BlockBytes * BlockBytes;
        Add(cause, bytes);
        Add(WearCause.Rounding, last - first - bytes);
    }
}
