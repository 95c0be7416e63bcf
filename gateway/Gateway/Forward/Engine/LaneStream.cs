using SmartCity.Journal;

namespace SmartCity.Gateway.Forward.Engine;

/// <summary>
/// Walks one lane from a sequence on and shows what the cursor has not acknowledged, of the record types asked for, through
/// a read-ahead of fixed size.
/// Records stay valid between two calls of <see cref="Prepare"/>.
/// </summary>
internal sealed class LaneStream : IDisposable
{
    private readonly IJournal _journal;
    private readonly ICursor _cursor;
    private readonly Lane _lane;
    private readonly IJournalReader _reader;
    private readonly RecordBatch _ahead;
    private readonly Func<byte, bool> _takes;
    private int _next;

    public LaneStream(IJournal journal, ICursor cursor, Lane lane, long from, int maxRecords, int maxBytes, Func<byte, bool>? takes = null)
    {
        _takes = takes ?? (_ => true);
        _journal = journal;
        _cursor = cursor;
        _lane = lane;
        _reader = journal.OpenReader(lane, from);
        _ahead = new RecordBatch(maxRecords, maxBytes);
        Position = from;
    }

    public Lane Lane => _lane;

    /// <summary>Everything below was seen by this stream.</summary>
    public long Position { get; private set; }

    /// <summary>
    /// Reads ahead when little is left. Returns true when an unacknowledged record below <paramref name="limit"/> waits.
    /// </summary>
    public bool Prepare(long limit)
    {
        while (true)
        {
            var end = Math.Min(limit, _journal.End(_lane));
            if (TryPeek(limit, out _) && ((_ahead.Count - _next) * 2 > _ahead.Count || _reader.Position >= end)) return true;
            if (Position < end) SkipAcknowledged();
            if (Position >= end || !Fill()) return false;
            if (TryPeek(limit, out _)) return true;
        }
    }

    /// <summary>The next record to send, without reading from the journal.</summary>
    public bool TryPeek(long limit, out RecordView record)
    {
        for (; _next < _ahead.Count; _next++)
        {
            record = _ahead[_next];
            NoteGap(Math.Min(record.Sequence, limit));
            if (record.Sequence >= limit) return false;
            if (_takes(record.Type) && !_cursor.IsAcknowledged(_lane, record.Sequence)) return true;
            Position = record.Sequence + 1;
        }

        record = default;
        return false;
    }

    /// <summary>Goes past the record peeked last.</summary>
    public void Take() => Position = _ahead[_next++].Sequence + 1;

    /// <summary>Goes on from that sequence, older or younger.</summary>
    public void MoveTo(long sequence)
    {
        Position = sequence;
        if (_ahead.Count > 0 && sequence >= _ahead[0].Sequence && sequence <= _ahead[_ahead.Count - 1].Sequence)
        {
            _next = 0;
            while (_ahead[_next].Sequence < sequence) _next++;
            return;
        }

        Drop();
    }

    /// <summary>Ends when a record at or after <see cref="Position"/> is durable. Only with nothing prepared.</summary>
    public ValueTask WaitAsync(CancellationToken cancellation)
    {
        Drop();
        _reader.Seek(Position);
        return _reader.WaitAsync(cancellation);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _ahead.Dispose();
    }

    private bool Fill()
    {
        Drop();
        _reader.Seek(Position);
        return _reader.Read(_ahead) > 0;
    }

    private void Drop()
    {
        _ahead.Reset(0);
        _next = 0;
    }

    /// <summary>Steps over what another stream has sent already, however much it is.</summary>
    private void SkipAcknowledged()
    {
        if (!_cursor.IsAcknowledged(_lane, Position)) return;
        Drop();
        foreach (var (from, to) in _cursor.Outstanding(_lane))
        {
            if (to <= Position) continue;
            Position = Math.Max(Position, from);
            return;
        }

        Position = _journal.End(_lane);
    }

    /// <summary>Sequences that eviction or damage took are done with; the loss manifest has their names.</summary>
    private void NoteGap(long sequence)
    {
        if (sequence <= Position) return;
        _cursor.Acknowledge(_lane, Position, sequence);
        Position = sequence;
    }
}
