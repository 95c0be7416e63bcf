using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Ingest.Support;

/// <summary>
/// A journal in memory with a disk that can be stopped: while <see cref="Hold"/> is in force appends are neither durable
/// nor refused, and <see cref="Refuse"/> makes it say no. It survives its own disposal, so that a restart can be played.
/// </summary>
internal sealed class MemoryJournal : IJournal
{
    private readonly Lock _gate = new();
    private readonly List<(byte Type, byte[] Payload)>[] _lanes = [[], []];
    private readonly Dictionary<string, byte[]> _states = [];
    private readonly List<Action> _held = [];
    private AppendStatus _answer = AppendStatus.Committed;
    private bool _hold;
    private long _forgotten;

    /// <summary>Counts records and keeps none, for tests that measure what others allocate.</summary>
    public bool Forgetful { get; init; }

    /// <summary>Appends that wait for the disk.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _held.Count;
        }
    }

    public IReadOnlyCollection<string> CursorNames => [];

    public void Hold()
    {
        lock (_gate) _hold = true;
    }

    /// <summary>Ends the hold: what waits becomes durable, or is refused if the answer has been changed meanwhile.</summary>
    public void Release()
    {
        Action[] held;
        lock (_gate)
        {
            _hold = false;
            held = [.. _held];
            _held.Clear();
        }

        foreach (var end in held) end();
    }

    /// <summary>A kill during a hold: what waits never becomes durable, nobody learns of it, and the disk moves again.</summary>
    public void Lose()
    {
        lock (_gate)
        {
            _hold = false;
            _held.Clear();
        }
    }

    public void Refuse(AppendStatus answer)
    {
        lock (_gate) _answer = answer;
    }

    public ValueTask<AppendResult> AppendAsync(Lane lane, byte type, ReadOnlySpan<byte> payload)
    {
        if (Forgetful) return ValueTask.FromResult(new AppendResult(AppendStatus.Committed, _forgotten++, null));
        var copy = payload.ToArray();
        lock (_gate)
        {
            if (!_hold) return ValueTask.FromResult(Settle(lane, type, copy));
            var waiting = new TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            _held.Add(() =>
            {
                lock (_gate) waiting.SetResult(Settle(lane, type, copy));
            });
            return new ValueTask<AppendResult>(waiting.Task);
        }
    }

    public long Start(Lane lane) => 0;

    public long End(Lane lane)
    {
        lock (_gate) return _lanes[(int)lane].Count + (lane == Lane.Data ? _forgotten : 0);
    }

    public byte[] Payload(Lane lane, int sequence)
    {
        lock (_gate) return _lanes[(int)lane][sequence].Payload;
    }

    public IJournalReader OpenReader(Lane lane, long fromSequence) => new Reader(this, lane, fromSequence);

    public void PutState(string name, ReadOnlySpan<byte> value)
    {
        lock (_gate) _states[name] = value.ToArray();
    }

    public byte[]? GetState(string name)
    {
        lock (_gate) return _states.GetValueOrDefault(name);
    }

    public ValueTask<AppendResult> CommitAsync() => ValueTask.FromResult(new AppendResult(AppendStatus.Committed, -1, null));

    public long Seek(Lane lane, long timestampMs) => throw new NotSupportedException("ingest does not seek");

    public ICursor OpenCursor(string name) => throw new NotSupportedException("ingest has no cursor");

    public void RemoveCursor(string name) => throw new NotSupportedException("ingest has no cursor");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private AppendResult Settle(Lane lane, byte type, byte[] payload)
    {
        if (_answer != AppendStatus.Committed) return new AppendResult(_answer, -1, "as the test says");
        _lanes[(int)lane].Add((type, payload));
        return new AppendResult(AppendStatus.Committed, _lanes[(int)lane].Count - 1, null);
    }

    private sealed class Reader(MemoryJournal journal, Lane lane, long from) : IJournalReader
    {
        public long Position { get; private set; } = from;

        public int Read(RecordBatch batch)
        {
            batch.Reset(0);
            lock (journal._gate)
            {
                var records = journal._lanes[(int)lane];
                while (Position < records.Count)
                {
                    var (type, payload) = records[(int)Position];
                    if (!batch.Add(new RecordView(lane, Position, type, 0, payload))) break;
                    Position++;
                }
            }

            return batch.Count;
        }

        public void Seek(long sequence) => Position = sequence;

        public ValueTask WaitAsync(CancellationToken cancellation) => throw new NotSupportedException("ingest does not follow");

        public void Dispose()
        {
        }
    }
}
