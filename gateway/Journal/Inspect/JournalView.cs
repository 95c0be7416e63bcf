namespace SmartCity.Journal;

/// <summary>
/// A journal as it stands on the disk, read without its lock and without changing a byte: of a copy, or of one in use,
/// where what is recycled meanwhile shows as damage.
/// </summary>
public sealed class JournalView : IDisposable
{
    private readonly DurableLog _log;

    private JournalView(DurableLog log) => _log = log;

    /// <summary>What a start would find.</summary>
    public RecoveryReport Report => _log.Recovered;

    /// <summary>Segments in use, oldest first, by lane.</summary>
    public IReadOnlyList<SegmentSummary> Segments => _log.Summaries();

    public IReadOnlyCollection<string> CursorNames => _log.CursorNames;

    /// <param name="storage">Where the journal is.</param>
    /// <param name="verify">True to read every record, false to take sealed segments at their word.</param>
    /// <exception cref="StorageException">The disk cannot be read.</exception>
    public static JournalView Open(IStorage storage, bool verify) =>
        new(DurableLog.OpenManual(new ReadOnlyStorage(storage), new JournalOptions { VerifySealed = verify }, TimeProvider.System));

    public long Start(Lane lane) => _log.Start(lane);

    public long End(Lane lane) => _log.End(lane);

    public IJournalReader OpenReader(Lane lane, long from) => _log.OpenReader(lane, from);

    /// <summary>Records a cursor has not acknowledged.</summary>
    public long Backlog(string cursor, Lane lane) => _log.OpenCursor(cursor).Backlog(lane);

    public void Dispose() => _log.Release();
}

/// <summary>One segment: its file, what it holds (sequences, to exclusive; Unix milliseconds) and how full it is.</summary>
public sealed record SegmentSummary(string File, long Id, Lane Lane, long From, long To, long FirstMs, long LastMs, int UsedBytes, int Bytes, bool Sealed);
