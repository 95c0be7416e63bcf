/*
The journal on disk, and how it comes back.

LAYOUT. The directory holds files "segment-NNNNNNNN.seg" of one size (8 MB), zeroed before their first use and used again
and again. The number in the name is the slot; which segment a file holds is written inside it, so recycling renames
nothing. A file is
    0        identity: journal, segment number, lane, first sequence, nonce (SegmentBlock, 128 bytes, own CRC32C)
    512      records, one behind the other (RecordFormat: 18 bytes of header, payload, padding to even)
    size-512 identity again; when the segment is complete it is rewritten here with its end ("sealed")
A record is  crc32c u32 | length 20 bits, kind 4, type 8, low half of the sequence 32 | time u48, ms | payload.
All numbers are little endian. Checksum and header word are salted by the segment (Salt), so nothing left of a former
life of the file, and nothing a sender puts into a payload, ever passes for a record of this one.

Kinds: Data is what callers appended. Mark opens every run (what one commit puts into one segment) and says how many
bytes and records follow. The rest is control: acknowledgements, removed cursors, states, where a lane starts, and the
snapshot, which is all of that whole: begin, one record or more a cursor, one a state, end. Each control record carries
a version that only grows; the records of a snapshot share one, and are marked as its parts. Each of the two lanes is a
chain of segments; segment numbers grow over both lanes together.

INVARIANTS
 1  One thread writes. A commit is its runs and one fdatasync; callers are answered, readers see, ends move after it.
 2  Nothing acknowledged is written again in place: a commit goes behind the last one, or into a new segment.
 3  A segment begins where the one before it in its lane ended. What the older one holds from that sequence on (a commit
    that failed, and was written again) never counted.
 4  The newest segment of all begins with a whole snapshot, or the one before it does: a file is used again only after the
    successor's first commit, and a start that finds the newest snapshot in a file it is done with holds that file until
    the next snapshot is durable. So no state and no acknowledgement is ever only in a file that is given up.
 5  A file is given up in this order: the observer has what is evicted; what it appended is durable; the new start of the
    lane is durable; then the slot is free.
 6  A sequence is never used twice: the lane's end is behind every record, every run a mark promised, and everything a
    cursor acknowledged.
 7  After an error of write or fdatasync the segment is left at its last durable byte for ever. The page cache may lie, so
    what counts is read back from the medium first, and the journal goes on in a new segment.
 8  Of the two identities one is always whole: a new life writes both in its first commit, sealing writes over the second
    alone, and a segment whose first is lost is not sealed.

RECOVERY
 1  Read both identities of each file. None readable: zeroed or unknown, moved aside. Another journal's, or a second copy:
    foreign, moved aside. In another file than it says: swapped, named, used. Nothing is ever deleted for not being understood.
    A block that the medium does not give at the second attempt reads as zeros; a disk that gives nothing is an error.
 2  Sort by number. A sealed segment is taken at its word (option VerifySealed reads it too; otherwise damage in it is
    named by the reader that meets it). Any other, in practice the newest of each lane, is read record by record.
 3  Where a record's checksum fails, the next intact record is sought at every even offset. Found: the bytes between are
    damage, the sequences between are named. Not found: the end. If the last mark promised more, that is a torn tail; its
    records were never answered, unless the medium lost them later, and their sequences are not used again. What comes
    after is written where the torn run began, so a record may follow another with many sequences between.
 4  A segment that begins behind the end of its predecessor, or a sealing that speaks of a successor that is not there:
    missing, named with its sequences. A file shorter than its segment: truncated, read as far as it goes, not written on.
    Damage is named at every start that meets it, until its segment is given up: a name told once might not be heard.
 5  Cursors and states: the newest whole snapshot, then every control record of a higher version that is no part of a
    snapshot cut short. These stand in the segment with the snapshot, in newer ones, or in the one the other lane was
    writing at that time; only those are read.
 6  Lost records are taken off every cursor's backlog. The newest segment is synced (a killed process may have left it in
    the page cache) and written on, if it is whole and has its snapshot; else the next commit begins another.
*/
namespace SmartCity.Journal;

/// <summary>The journal over an <see cref="IStorage"/>; what is on the disk, and how it comes back, stands above.</summary>
public sealed class DurableLog : IJournal
{
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly ControlTable _control;
    private readonly LaneLog[] _lanes = [new(Lane.Data), new(Lane.Event)];
    private readonly Intake _intake;
    private readonly LogWriter _writer;
    private readonly IDisposable _lock;
    private readonly Thread? _thread;
    private JournalStatus _status;
    private int _disposed;

    private DurableLog(IStorage storage, JournalOptions options, TimeProvider time, IJournalObserver? observer, bool manual)
    {
        options.Check();
        (Storage, _options, _time, Observer) = (storage, options, time, observer);
        var began = time.GetTimestamp();
        _status = new JournalStatus(JournalState.Open, null, time.GetUtcNow().ToUnixTimeMilliseconds());
        _lock = storage.Lock();
        try
        {
            _control = new ControlTable(lane => _lanes[(int)lane].End, options.SegmentBytes);
            using var recovery = new Recovery(storage, options);
            recovery.Run(_control);
            var context = new WriterContext(storage, options, time, recovery.JournalId, _control, Wear);
            var writers = Restart.Run(recovery, context, _lanes);
            Recovered = Restart.Report(recovery, _lanes, time.GetElapsedTime(began));
            _intake = new Intake(options, time, manual);
            _control.Changed = _intake.ControlChanged;
            _writer = new LogWriter(this, context, _intake, writers, time);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
        if (manual) return;
        _thread = new Thread(_writer.Loop) { IsBackground = true, Name = "journal" };
        _thread.Start();
    }

    /// <summary>What opening found.</summary>
    public RecoveryReport Recovered { get; }

    /// <summary>What was written, by cause.</summary>
    public WearCounters Wear { get; } = new();

    public JournalStatus Status => Volatile.Read(ref _status);

    internal IStorage Storage { get; }

    internal IJournalObserver? Observer { get; }

    /// <summary>Opens the journal in a storage, recovering what is there.</summary>
    /// <exception cref="StorageException">The disk cannot be read, or another process has it open.</exception>
    public static DurableLog Open(IStorage storage, JournalOptions options, TimeProvider time, IJournalObserver? observer = null) =>
        new(storage, options, time, observer, manual: false);

    /// <summary>Opens without a thread: commits happen in <see cref="Pump"/> alone.</summary>
    internal static DurableLog OpenManual(IStorage storage, JournalOptions options, TimeProvider time, IJournalObserver? observer = null) =>
        new(storage, options, time, observer, manual: true);

    public ValueTask<AppendResult> AppendAsync(Lane lane, byte type, ReadOnlySpan<byte> payload) => _intake.Append(lane, type, payload);

    public ValueTask<AppendResult> CommitAsync() => _intake.Flush();

    public long Start(Lane lane) => _control.Start(lane);

    public long End(Lane lane) => _lanes[(int)lane].End;

    public IJournalReader OpenReader(Lane lane, long fromSequence) => new LogReader(this, _lanes[(int)lane], fromSequence);

    public long Seek(Lane lane, long timestampMs) => TimeSearch.Find(this, _lanes[(int)lane], timestampMs);

    public ICursor OpenCursor(string name) => _control.Open(name);

    public void RemoveCursor(string name) => _control.Remove(name);

    public IReadOnlyCollection<string> CursorNames => _control.CursorNames;

    public void PutState(string name, ReadOnlySpan<byte> value) =>
        _control.PutState(name, value, _options.MaxRecordBytes);

    public byte[]? GetState(string name) => _control.GetState(name);

    /// <summary>Commits what waits, and ends; what comes later is refused.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _intake.Close();
        if (_thread is null) _writer.Cycle();
        else await Task.Factory.StartNew(_thread.Join, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        Release();
    }

    /// <summary>One round of the writer, on the caller's thread.</summary>
    internal void Pump() => _writer.Cycle();

    /// <summary>Lets go of everything and commits nothing, as a power cut would.</summary>
    internal void Release()
    {
        _disposed = 1;
        foreach (var lane in _lanes) lane.Close();
        _writer.Dispose();
        _intake.Dispose();
        _lock.Dispose();
        SetStatus(JournalState.Closed, null);
    }

    /// <summary>The segments of both lanes, as they stand.</summary>
    internal IReadOnlyList<SegmentSummary> Summaries() =>
        [.. _lanes.SelectMany(l => l.Segments).Select(s => new SegmentSummary(
            s.Name, s.Id, s.Lane, s.FirstSequence, s.EndSequence, s.MinTimeMs, s.MaxTimeMs, s.EndOffset, s.Bytes, s.SealedRunMs is not null))];

    internal void SetStatus(JournalState state, string? reason)
    {
        var status = new JournalStatus(state, reason, _time.GetUtcNow().ToUnixTimeMilliseconds());
        Volatile.Write(ref _status, status);
        Observer?.StatusChanged(status);
    }

    internal void Report(RecoveryFinding finding)
    {
        // Told before it is forgotten: what the observer appends is durable no later than that.
        Observer?.Lost(finding);
        if (finding is { Lane: { } lane, Lost: > 0 }) _control.Forget(lane, finding.From, finding.To);
    }

    internal void ReportLost(Segment segment, int offset, int next, long from, long to) =>
        Report(new RecoveryFinding(FindingKind.DamagedRecord, segment.Name, segment.Lane, from, to, offset, next - offset));
}
