namespace SmartCity.Journal;

/// <summary>
/// Cursors, states and where the lanes start: the truth in memory, and the changes that the next commit has yet to write.
/// </summary>
/// <param name="end">End of a lane.</param>
/// <param name="segmentBytes">Bytes of a segment, of which states and cursors may take a part.</param>
internal sealed class ControlTable(Func<Lane, long> end, int segmentBytes)
{
    private readonly Dictionary<string, Cursor> _cursors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _states = new(StringComparer.Ordinal);
    private readonly long[] _starts = new long[2];
    private readonly List<ControlOp> _pending = [];
    private int _stateBytes;
    private bool _snapshotDue;

    public Lock Sync { get; } = new();

    /// <summary>Version of the newest change; grows by one with each record written. The writer's alone.</summary>
    public long Version { get; set; }

    /// <summary>Called, outside the lock, when a change waits for a commit.</summary>
    public Action Changed { get; set; } = static () => { };

    public bool HasPending
    {
        get
        {
            lock (Sync) return _pending.Count > 0 || _snapshotDue;
        }
    }

    public IReadOnlyCollection<string> CursorNames
    {
        get
        {
            lock (Sync) return [.. _cursors.Keys];
        }
    }

    public long Start(Lane lane) => Volatile.Read(ref _starts[(int)lane]);

    public long End(Lane lane) => end(lane);

    public Cursor Open(string name)
    {
        CheckName(name);
        Cursor? made;
        lock (Sync)
        {
            if (_cursors.TryGetValue(name, out made)) return made;
            var bytes = _cursors.Keys.Append(name).Sum(n => Lanes.All.Length * RecordFormat.Size(ControlFormat.PayloadBytes(n, ControlFormat.PairBytes)));
            if (bytes > segmentBytes / JournalDefaults.CursorShare / 2) throw new InvalidOperationException($"too many cursors for segments of {segmentBytes} bytes");
            made = _cursors[name] = new Cursor(name, this);
            foreach (var lane in Lanes.All)
            {
                made.Set(lane).Add(0, Start(lane));
                Push(ControlOp.Acknowledged(name, lane, 0, Start(lane)));
            }
        }
        Changed();
        return made;
    }

    public void Remove(string name)
    {
        lock (Sync)
        {
            if (!_cursors.Remove(name)) return;
            Push(ControlOp.Removed(name));
        }
        Changed();
    }

    public void Acknowledge(Cursor cursor, Lane lane, long from, long to)
    {
        lock (Sync)
        {
            // A cursor that was removed holds nothing and is remembered by nobody.
            if (!_cursors.TryGetValue(cursor.Name, out var known) || known != cursor || cursor.Set(lane).ContainsAll(from, to)) return;
            cursor.Set(lane).Add(from, to);
            Push(ControlOp.Acknowledged(cursor.Name, lane, from, to));
        }
        Changed();
    }

    public void PutState(string name, ReadOnlySpan<byte> value, int maxBytes)
    {
        CheckName(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, maxBytes);
        lock (Sync)
        {
            // Put again as it was: it is durable, or about to be, and costs the disk nothing.
            if (_states.TryGetValue(name, out var same) && value.SequenceEqual(same)) return;
            var total = _stateBytes + value.Length + name.Length - (_states.TryGetValue(name, out var old) ? old.Length + name.Length : 0);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(total, segmentBytes / JournalDefaults.StateShare, nameof(value));
            _stateBytes = total;
            var copy = _states[name] = value.ToArray();
            Push(ControlOp.State(name, copy));
        }
        Changed();
    }

    public byte[]? GetState(string name)
    {
        lock (Sync) return _states.GetValueOrDefault(name);
    }

    /// <summary>Moves a lane's start up; nothing below is outstanding for anybody.</summary>
    public void RaiseStart(Lane lane, long start)
    {
        lock (Sync)
        {
            Volatile.Write(ref _starts[(int)lane], start);
            foreach (var cursor in _cursors.Values) cursor.Set(lane).Add(0, start);
            Push(ControlOp.LaneStart(lane, start));
        }
    }

    /// <summary>Records that are lost wait for nobody's acknowledgement.</summary>
    public void Forget(Lane lane, long from, long to)
    {
        lock (Sync)
        {
            foreach (var cursor in _cursors.Values)
            {
                cursor.Set(lane).Add(from, to);
                Push(ControlOp.Acknowledged(cursor.Name, lane, from, to));
            }
        }
    }

    /// <summary>True when there is a cursor and every one has acknowledged the range.</summary>
    public bool IsDone(Lane lane, long from, long to)
    {
        lock (Sync)
        {
            foreach (var cursor in _cursors.Values)
                if (!cursor.Set(lane).ContainsAll(from, to)) return false;
            return _cursors.Count > 0;
        }
    }

    /// <summary>By cursor, what of a range it has not acknowledged.</summary>
    public List<(string Cursor, long From, long To)> Unacknowledged(Lane lane, long from, long to)
    {
        var result = new List<(string, long, long)>();
        lock (Sync)
        {
            foreach (var cursor in _cursors.Values)
                foreach (var (start, stop) in cursor.Set(lane).Missing(from, to)) result.Add((cursor.Name, start, stop));
        }
        return result;
    }

    /// <summary>Drafts what is pending into the batch and forgets it.</summary>
    public void DraftPending(DraftBuffer into)
    {
        if (_snapshotDue)
        {
            DraftSnapshot(into);
            return;
        }
        lock (Sync)
        {
            foreach (var op in _pending) ControlWriter.Draft(into, op, ++Version);
            _pending.Clear();
        }
    }

    /// <summary>Drafts everything there is, and forgets what is pending, for it is part of it.</summary>
    public void DraftSnapshot(DraftBuffer into)
    {
        lock (Sync)
        {
            var ranges = segmentBytes / JournalDefaults.CursorShare / 2 / ControlFormat.PairBytes / Lanes.All.Length / Math.Max(1, _cursors.Count);
            var writer = new SnapshotWriter(into, ++Version, Math.Max(1, ranges));
            writer.Begin(Start(Lane.Data), End(Lane.Data), Start(Lane.Event), End(Lane.Event));
            foreach (var cursor in _cursors.Values)
                foreach (var lane in Lanes.All) writer.Cursor(cursor.Name, lane, cursor.Set(lane).Ranges);
            foreach (var (name, value) in _states) writer.State(name, value);
            writer.End();
            _pending.Clear();
            _snapshotDue = false;
        }
    }

    /// <summary>A commit that carried changes failed: the next one carries everything.</summary>
    public void Repeat()
    {
        lock (Sync) _snapshotDue = true;
    }

    /// <summary>Recovery: a snapshot begins, and what was before it does not count.</summary>
    public void Reset()
    {
        _cursors.Clear();
        _states.Clear();
        _stateBytes = 0;
    }

    /// <summary>Recovery: takes a change as it was written.</summary>
    public void Apply(in ControlRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.Acknowledged:
                if (!_cursors.TryGetValue(record.Name, out var cursor)) _cursors[record.Name] = cursor = new Cursor(record.Name, this);
                for (var i = 0; i < record.Pairs; i++)
                {
                    var (from, to) = ControlFormat.ReadPair(record.Body, i);
                    cursor.Set(record.Lane).Add(from, to);
                }
                break;
            case RecordKind.CursorRemoved:
                _cursors.Remove(record.Name);
                break;
            case RecordKind.State:
                if (_states.TryGetValue(record.Name, out var old)) _stateBytes -= old.Length + record.Name.Length;
                _states[record.Name] = record.Body;
                _stateBytes += record.Body.Length + record.Name.Length;
                break;
            case RecordKind.LaneStart when record.Pairs > 0:
                SetStart(record.Lane, ControlFormat.ReadPair(record.Body, 0).Second);
                break;
        }
        Version = Math.Max(Version, record.Version);
    }

    /// <summary>Recovery: where a lane starts, without a record of it.</summary>
    public void SetStart(Lane lane, long start)
    {
        _starts[(int)lane] = Math.Max(_starts[(int)lane], start);
        foreach (var cursor in _cursors.Values) cursor.Set(lane).Add(0, _starts[(int)lane]);
    }

    /// <summary>One past the newest sequence any cursor has acknowledged.</summary>
    public long MaxAcknowledged(Lane lane)
    {
        var max = 0L;
        foreach (var cursor in _cursors.Values)
            if (cursor.Set(lane).Ranges is [.., var last]) max = Math.Max(max, last.To);
        return max;
    }

    private void Push(in ControlOp op)
    {
        // The last few are looked through: one cursor may acknowledge two lanes or ends in turn.
        for (var back = 1; back <= Math.Min(4, _pending.Count); back++)
        {
            if (_pending[^back].Kind != RecordKind.Acknowledged) break;
            if (!_pending[^back].TryJoin(op, out var joined)) continue;
            _pending[^back] = joined;
            return;
        }
        _pending.Add(op);
    }

    private static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(System.Text.Encoding.UTF8.GetByteCount(name), ControlFormat.MaxNameBytes, nameof(name));
    }
}
