namespace SmartCity.Journal;

/// <summary>The segments of one lane, oldest first, and those who wait for its end to move.</summary>
internal sealed class LaneLog(Lane lane)
{
    private readonly Lock _sync = new();
    private readonly List<LogReader> _waiting = [];
    private Segment[] _segments = [];
    private long _end;
    private bool _closed;

    public Lane Lane => lane;

    /// <summary>A list that never changes; a new one takes its place.</summary>
    public Segment[] Segments => Volatile.Read(ref _segments);

    public long End => Volatile.Read(ref _end);

    public void Add(Segment segment) => Volatile.Write(ref _segments, [.. _segments, segment]);

    public void Remove(Segment segment) => Volatile.Write(ref _segments, Array.FindAll(_segments, s => s != segment));

    /// <summary>Moves the durable end and wakes the readers that wait for it.</summary>
    public void Publish(long end)
    {
        Volatile.Write(ref _end, end);
        lock (_sync) Wake();
    }

    public void Close()
    {
        lock (_sync)
        {
            _closed = true;
            Wake();
        }
    }

    /// <summary>Enlists a reader; false when there is something to read (or nothing will come any more).</summary>
    public bool TryEnlist(LogReader reader, long position)
    {
        lock (_sync)
        {
            if (_closed || End > position) return false;
            _waiting.Add(reader);
            return true;
        }
    }

    /// <summary>True when the reader still waited: the caller completes it.</summary>
    public bool Delist(LogReader reader)
    {
        lock (_sync) return _waiting.Remove(reader);
    }

    public bool Closed
    {
        get
        {
            lock (_sync) return _closed;
        }
    }

    private void Wake()
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            if (!_closed && _waiting[i].Position >= _end) continue;
            _waiting[i].Release(cancelled: false);
            _waiting.RemoveAt(i);
        }
    }
}
