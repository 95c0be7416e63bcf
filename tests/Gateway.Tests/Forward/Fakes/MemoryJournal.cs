using SmartCity.Gateway.Forward.Keys;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Forward.Fakes;

/// <summary>A journal in memory whose cursors, like the real one's, are durable only with the commit that follows.</summary>
internal sealed class MemoryJournal(TimeProvider time) : IJournal
{
    private readonly Lock _gate = new();
    private readonly List<RecordView>[] _lanes = [[], []];
    private readonly long[] _starts = [0, 0];
    private readonly Dictionary<string, Cursor> _cursors = [];
    private readonly Dictionary<string, byte[]> _states = [];
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Commits { get; private set; }

    public IReadOnlyCollection<string> CursorNames => _cursors.Keys;

    public ValueTask<AppendResult> AppendAsync(Lane lane, byte type, ReadOnlySpan<byte> payload)
    {
        long sequence;
        lock (_gate)
        {
            sequence = _lanes[(int)lane].Count;
            _lanes[(int)lane].Add(new RecordView(lane, sequence, type, time.GetUtcNow().ToUnixTimeMilliseconds(), payload.ToArray()));
            Commit();
            _grown.TrySetResult();
            _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return ValueTask.FromResult(new AppendResult(AppendStatus.Committed, sequence, null));
    }

    public long Start(Lane lane)
    {
        lock (_gate) return _starts[(int)lane];
    }

    public long End(Lane lane)
    {
        lock (_gate) return _lanes[(int)lane].Count;
    }

    public IJournalReader OpenReader(Lane lane, long fromSequence) => new Reader(this, lane) { Position = fromSequence };

    public long Seek(Lane lane, long timestampMs)
    {
        lock (_gate)
        {
            var at = _lanes[(int)lane].FindIndex(record => record.TimestampMs >= timestampMs);
            return at < 0 ? _lanes[(int)lane].Count : at;
        }
    }

    public ICursor OpenCursor(string name)
    {
        lock (_gate) return _cursors.TryGetValue(name, out var cursor) ? cursor : _cursors[name] = new Cursor(this, name);
    }

    public void RemoveCursor(string name)
    {
        lock (_gate) _cursors.Remove(name);
    }

    public void PutState(string name, ReadOnlySpan<byte> value)
    {
        lock (_gate) _states[name] = value.ToArray();
    }

    public byte[]? GetState(string name)
    {
        lock (_gate) return _states.GetValueOrDefault(name);
    }

    public ValueTask<AppendResult> CommitAsync()
    {
        lock (_gate) Commit();
        return ValueTask.FromResult(new AppendResult(AppendStatus.Committed, 0, null));
    }

    /// <summary>The power goes: acknowledgements since the last commit are forgotten.</summary>
    public void Crash()
    {
        lock (_gate)
        {
            foreach (var cursor in _cursors.Values) cursor.Revert();
        }
    }

    /// <summary>The lane's bound takes everything below a sequence.</summary>
    public void Evict(Lane lane, long below)
    {
        lock (_gate) _starts[(int)lane] = below;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Commit()
    {
        Commits++;
        foreach (var cursor in _cursors.Values) cursor.Save();
    }

    private sealed class Reader(MemoryJournal journal, Lane lane) : IJournalReader
    {
        public long Position { get; set; }

        public int Read(RecordBatch batch)
        {
            lock (journal._gate)
            {
                var records = journal._lanes[(int)lane];
                batch.Reset(0);
                var bytes = 0;
                for (Position = Math.Max(Position, journal._starts[(int)lane]); Position < records.Count; Position++)
                {
                    var record = records[(int)Position];
                    if (batch.Count > 0 && bytes + record.Payload.Length > batch.MaxBytes) break;
                    if (!batch.Add(record)) break;
                    bytes += record.Payload.Length;
                }

                return batch.Count;
            }
        }

        public void Seek(long sequence) => Position = sequence;

        public async ValueTask WaitAsync(CancellationToken cancellation)
        {
            while (true)
            {
                Task grown;
                lock (journal._gate)
                {
                    if (Position < journal._lanes[(int)lane].Count) return;
                    grown = journal._grown.Task;
                }

                await grown.WaitAsync(cancellation);
            }
        }

        public void Dispose()
        {
        }
    }

    private sealed class Cursor(MemoryJournal journal, string name) : ICursor
    {
        private SequenceSet[] _done = [new(), new()];
        private List<(int Lane, long From, long To)> _saved = [];

        public string Name => name;

        public void Acknowledge(Lane lane, long from, long to)
        {
            lock (journal._gate)
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThan(to, journal._lanes[(int)lane].Count);
                if (to > from) _done[(int)lane].Add(from, to);
            }
        }

        public long Floor(Lane lane)
        {
            lock (journal._gate) return _done[(int)lane].Ranges is [(0, var to), ..] ? to : 0;
        }

        public bool IsAcknowledged(Lane lane, long sequence)
        {
            lock (journal._gate) return _done[(int)lane].Contains(sequence);
        }

        public IReadOnlyList<(long From, long To)> Outstanding(Lane lane)
        {
            lock (journal._gate)
            {
                var open = new List<(long, long)>();
                var at = journal._starts[(int)lane];
                foreach (var (from, to) in _done[(int)lane].Ranges)
                {
                    if (from > at) open.Add((at, from));
                    at = Math.Max(at, to);
                }

                if (at < journal._lanes[(int)lane].Count) open.Add((at, journal._lanes[(int)lane].Count));
                return open;
            }
        }

        public long Backlog(Lane lane) => Outstanding(lane).Sum(range => range.To - range.From);

        public void Save() => _saved = [.. _done.SelectMany((set, lane) => set.Ranges.Select(range => (lane, range.From, range.To)))];

        public void Revert()
        {
            _done = [new(), new()];
            foreach (var (lane, from, to) in _saved) _done[lane].Add(from, to);
        }
    }
}
