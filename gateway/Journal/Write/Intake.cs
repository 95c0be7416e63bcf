namespace SmartCity.Journal;

/// <summary>Where callers leave records and the writer fetches them; decides when a commit is due.</summary>
internal sealed class Intake : IDisposable
{
    /// <summary>Some 20 µs: of a hundred commits a second, a fifth of a percent of a core.</summary>
    private const int Spins = 100, IterationsASpin = 10;

    private readonly object _gate = new();
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly SourcePool _sources;
    private readonly AppendResult?[] _refusals = new AppendResult?[2];
    private readonly ITimer _linger, _control;
    private readonly int _enough;
    private Batch[] _filling = [new(), new()];
    private Batch[] _committing = [new(), new()];
    private readonly List<AppendSource> _flushes = [];
    private bool _due, _controlArmed, _closed;
    private long _taken;

    public Intake(JournalOptions options, TimeProvider time, bool inline)
    {
        (_options, _time, _sources) = (options, time, new SourcePool(inline));
        _taken = time.GetTimestamp();
        _enough = (int)Math.Max(1, options.Linger.TotalSeconds * JournalDefaults.LingerRecordsPerSecond);
        _linger = time.CreateTimer(static me => ((Intake)me!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _control = time.CreateTimer(static me => ((Intake)me!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>There is something to commit now.</summary>
    internal bool IsDue => Volatile.Read(ref _due);

    public ValueTask<AppendResult> Append(Lane lane, byte type, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > _options.MaxRecordBytes) return new(new AppendResult(AppendStatus.TooLarge, -1, "larger than MaxRecordBytes"));
        var timeMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
        lock (_gate)
        {
            if (_closed) return new(new AppendResult(AppendStatus.Closed, -1, "the journal is closing"));
            if (_refusals[(int)lane] is { } refusal) return new(refusal);
            var batch = _filling[(int)lane];
            if (batch.Buffer.Used + payload.Length > _options.PendingBytes) return new(new AppendResult(AppendStatus.Busy, -1, "the disk stalls"));
            var source = _sources.Rent();
            batch.Add(type, payload, timeMs, source);
            if (lane == Lane.Event || batch.Count >= _enough || batch.Buffer.Used >= JournalDefaults.CommitBytes || IsAlone(batch)) Signal();
            else if (batch.Count == 1) _linger.Change(_options.Linger, Timeout.InfiniteTimeSpan);
            return source.Task;
        }
    }

    /// <summary>Commits everything now; the task ends when that is done.</summary>
    public ValueTask<AppendResult> Flush()
    {
        lock (_gate)
        {
            if (_closed) return new(new AppendResult(AppendStatus.Closed, -1, "the journal is closing"));
            var source = _sources.Rent();
            _flushes.Add(source);
            Signal();
            return source.Task;
        }
    }

    /// <summary>Acknowledgements and states wait longer than data, for a commit to ride in.</summary>
    public void ControlChanged()
    {
        lock (_gate)
        {
            if (_controlArmed || _closed) return;
            _controlArmed = true;
            _control.Change(_options.ControlLinger, Timeout.InfiniteTimeSpan);
        }
    }

    public void Due()
    {
        lock (_gate) Signal();
    }

    /// <summary>From now on appends to a lane are answered with this, or taken again (null).</summary>
    public void Refuse(Lane lane, AppendResult? answer)
    {
        lock (_gate) _refusals[(int)lane] = answer;
    }

    /// <summary>Waits until a commit is due; false when the journal closes.</summary>
    public bool Wait()
    {
        // A commit that is due at once is met awake: on a fast disk waking up takes as long as a flush.
        for (var spin = 0; spin < Spins && !IsDue; spin++) Thread.SpinWait(IterationsASpin);
        lock (_gate)
        {
            while (!_due && !_closed) Monitor.Wait(_gate);
            return !_closed;
        }
    }

    /// <summary>Takes what is there; the flushes are moved to the list given.</summary>
    public (Batch Data, Batch Event) Take(List<AppendSource> flushes)
    {
        lock (_gate)
        {
            _due = _controlArmed = false;
            _taken = _time.GetTimestamp();
            (_filling, _committing) = (_committing, _filling);
            flushes.AddRange(_flushes);
            _flushes.Clear();
            return (_committing[(int)Lane.Data], _committing[(int)Lane.Event]);
        }
    }

    /// <summary>Takes events alone, in the middle of a commit of data.</summary>
    public Batch TakeEvents(Batch spare)
    {
        lock (_gate)
        {
            var taken = _filling[(int)Lane.Event];
            _filling[(int)Lane.Event] = spare;
            return taken;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    public void Dispose()
    {
        _linger.Dispose();
        _control.Dispose();
    }

    // After a time of quiet there is no company to wait for, and a timer costs more than the wait would save.
    private bool IsAlone(Batch batch) => batch.Count == 1 && _time.GetElapsedTime(_taken) >= _options.Linger * JournalDefaults.QuietLingers;

    private void Signal()
    {
        _due = true;
        Monitor.PulseAll(_gate);
    }
}
