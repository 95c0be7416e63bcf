namespace SmartCity.Journal;

/// <summary>The two lanes of a journal: bounded, committed and evicted each on its own.</summary>
public enum Lane : byte
{
    /// <summary>Telemetry: committed with the linger, evicted oldest first.</summary>
    Data = 0,

    /// <summary>Events: committed at once, kept when telemetry must go.</summary>
    Event = 1,
}

/// <summary>What became of an append.</summary>
public enum AppendStatus
{
    /// <summary>On the disk (fdatasync returned).</summary>
    Committed = 0,

    /// <summary>Refused: no room for this lane.</summary>
    DiskFull,

    /// <summary>Refused: the file system is read-only or the directory is gone.</summary>
    Unwritable,

    /// <summary>Not known to be on the disk: a write or fdatasync failed; the journal re-verifies before it goes on.</summary>
    IoError,

    /// <summary>Refused: larger than <c>JournalOptions.MaxRecordBytes</c>.</summary>
    TooLarge,

    /// <summary>Refused: the journal is closing.</summary>
    Closed,

    /// <summary>Refused: the disk stalls and <c>JournalOptions.PendingBytes</c> already wait for it.</summary>
    Busy,
}

/// <summary>Outcome of an append; <paramref name="Sequence"/> is the record's place in its lane when committed, else -1.</summary>
public readonly record struct AppendResult(AppendStatus Status, long Sequence, string? Reason)
{
    public bool Committed => Status == AppendStatus.Committed;
}

/// <summary>One record as read; the payload is valid until the batch is filled again or disposed.</summary>
public readonly record struct RecordView(Lane Lane, long Sequence, byte Type, long TimestampMs, ReadOnlyMemory<byte> Payload);

/// <summary>
/// A durable log of opaque records in two lanes. Within a lane sequences start at 0, grow by 1 and are never reused;
/// a record is visible to readers only once it is durable.
/// </summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>Copies the record; the task ends when it is durable or refused. Never throws for the disk's faults.</summary>
    ValueTask<AppendResult> AppendAsync(Lane lane, byte type, ReadOnlySpan<byte> payload);

    /// <summary>Oldest sequence still kept (equal to <see cref="End"/> when the lane is empty).</summary>
    long Start(Lane lane);

    /// <summary>One past the newest durable sequence.</summary>
    long End(Lane lane);

    /// <summary>A reader placed at a sequence (or at the oldest kept, if that is younger). Readers never block the writer.</summary>
    IJournalReader OpenReader(Lane lane, long fromSequence);

    /// <summary>First sequence in the lane stamped at or after that time, by segment and then record; <see cref="End"/> if none.</summary>
    long Seek(Lane lane, long timestampMs);

    /// <summary>
    /// The cursor of that name, made at the journal's oldest records if new. While it exists, nothing it has not
    /// acknowledged is recycled; only the lane's bounds evict it.
    /// </summary>
    ICursor OpenCursor(string name);

    /// <summary>Forgets a cursor, so that it holds nothing back any more.</summary>
    void RemoveCursor(string name);

    IReadOnlyCollection<string> CursorNames { get; }

    /// <summary>Small named value, last one wins; rides in the next commit, survives recycling of segments.</summary>
    void PutState(string name, ReadOnlySpan<byte> value);

    /// <summary>The newest durable or pending value, or null.</summary>
    byte[]? GetState(string name);

    /// <summary>Commits what is pending now, states included; ends when it is durable.</summary>
    ValueTask<AppendResult> CommitAsync();
}

/// <summary>Reads one lane in order. Not thread-safe; one owner.</summary>
public interface IJournalReader : IDisposable
{
    /// <summary>Sequence of the next record to be read.</summary>
    long Position { get; }

    /// <summary>
    /// Fills <paramref name="batch"/> (cleared first) with durable records up to its bounds; returns how many. A gap in
    /// sequences is what eviction or damage left; see the loss manifest for its name.
    /// </summary>
    int Read(RecordBatch batch);

    void Seek(long sequence);

    /// <summary>Ends when a record at or after <see cref="Position"/> is durable.</summary>
    ValueTask WaitAsync(CancellationToken cancellation);
}

/// <summary>
/// What one consumer has acknowledged: per lane a set of ranges. Durable with the commit that follows, so that a crash
/// may make the last moments be read again but never skipped.
/// </summary>
public interface ICursor
{
    string Name { get; }

    /// <summary>Marks sequences <paramref name="from"/> to <paramref name="to"/> (exclusive) done. Thread-safe.</summary>
    void Acknowledge(Lane lane, long from, long to);

    /// <summary>Everything below is acknowledged.</summary>
    long Floor(Lane lane);

    bool IsAcknowledged(Lane lane, long sequence);

    /// <summary>Unacknowledged ranges (from, to exclusive) at or above the lane's start, oldest first, up to the lane's end.</summary>
    IReadOnlyList<(long From, long To)> Outstanding(Lane lane);

    /// <summary>Records not acknowledged and still kept.</summary>
    long Backlog(Lane lane);
}
