namespace SmartCity.Journal;

/// <summary>The journal over an <see cref="IStorage"/>.</summary>
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
            var recovery = new Recovery(storage, options);
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

    internal void SetStatus(JournalState state, string? reason)
    {
        var status = new JournalStatus(state, reason, _time.GetUtcNow().ToUnixTimeMilliseconds());
        Volatile.Write(ref _status, status);
        Observer?.StatusChanged(status);
    }

    internal void Report(RecoveryFinding finding)
    {
        if (finding is { Lane: { } lane, Lost: > 0 }) _control.Forget(lane, finding.From, finding.To);
        Observer?.Lost(finding);
    }

    internal void ReportLost(Segment segment, int offset, int next, long from, long to) =>
        Report(new RecoveryFinding(FindingKind.DamagedRecord, segment.Name, segment.Lane, from, to, offset, next - offset));
}
