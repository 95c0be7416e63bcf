namespace SmartCity.Journal;

/// <summary>
/// Writes one lane: finishes drafts into records, keeps runs within segments, flushes, publishes. The writer thread's alone.
/// </summary>
internal sealed class LaneWriter(LaneLog log, WriterContext context) : IDisposable
{
    private readonly DraftBuffer _prologue = new();
    private readonly List<Segment> _unsealed = [];
    private IStorageFile? _file;
    private Segment? _segment;
    private bool _published;
    private int _tail;
    private bool _mustRoll = true;

    public LaneLog Log => log;

    /// <summary>Sequence of the next data record.</summary>
    public long Next { get; private set; }

    public bool HasSegment => _segment is not null;

    public bool MustRoll => _mustRoll;

    /// <summary>The segment being written, or null.</summary>
    public Segment? Active => _published ? _segment : null;

    /// <summary>Recovery: goes on behind the intact records of a segment (null: begins another at the next commit).</summary>
    public void Resume(Segment? segment, IStorageFile? file, long next)
    {
        (_segment, _file, Next, _published) = (segment, file, next, segment is not null);
        _tail = segment?.EndOffset ?? 0;
        _mustRoll = segment is null;
    }

    /// <summary>Writes a batch and flushes it. What became durable before a fault is published all the same.</summary>
    public void Commit(Batch batch)
    {
        var drafts = batch.Buffer.Drafts;
        if (_mustRoll) Roll();
        var at = MarkFormat.Size;
        var markInPlace = true;
        while (true)
        {
            var room = _segment!.DataEnd - _tail - _prologue.Used - MarkFormat.Size;
            var (bytes, records) = Measure(drafts[at..], room);
            if (room < 0 || (bytes == 0 && at < drafts.Length))
            {
                Flush();
                Roll();
                continue;
            }
            Run(drafts, at, bytes, records, markInPlace);
            at += bytes;
            markInPlace = false;
            if (at == drafts.Length) break;
        }
        Flush();
        context.Wear.Committed();
    }

    /// <summary>Forgets what was not flushed; the next commit begins a segment, for the tail of this one is not to be trusted.</summary>
    public void Abandon()
    {
        _file?.Dispose();
        _file = null;
        if (_segment is not null && _published) _unsealed.Add(_segment);
        else if (_segment is not null) context.Slots.AddSpare(_segment.Slot);
        (_segment, _mustRoll, Next) = (null, true, log.End);
        context.Control.Repeat();
    }

    /// <summary>Begins a segment and makes it durable, to learn whether the disk takes writes.</summary>
    public void Probe()
    {
        Roll();
        Flush();
    }

    /// <summary>Asks for another segment at the next commit.</summary>
    public void EndSegment() => _mustRoll = true;

    /// <summary>Writes into the last sector of complete segments where they end, so that opening need not read them.</summary>
    public void SealFinished()
    {
        foreach (var segment in _unsealed.ToArray())
        {
            var next = Array.Find(log.Segments, s => s.Id > segment.Id);
            if (Array.IndexOf(log.Segments, segment) < 0 || segment.Truncated) _unsealed.Remove(segment);
            else if (next is not null) Seal(segment, next.Id);
        }
    }

    /// <summary>Recovery: a complete segment that nobody sealed.</summary>
    public void AddUnsealed(Segment segment) => _unsealed.Add(segment);

    public void Dispose() => _file?.Dispose();

    private void Seal(Segment segment, long next)
    {
        segment.SealedRunMs = context.RunMs;
        // Sealing would write over the only identity it has; a start reads it record by record instead.
        if (!segment.HeadLost) WriteSeal(segment, next);
        _unsealed.Remove(segment);
    }

    private void WriteSeal(Segment segment, long next)
    {
        using var file = context.Storage.Open(segment.Name);
        Span<byte> block = stackalloc byte[SegmentBlock.Bytes];
        Identity(segment, SegmentState.Sealed, next).Write(block);
        file.Write(block, segment.DataEnd);
        file.Sync();
        context.Wear.Wrote(WearCause.Segment, segment.DataEnd, block.Length);
        context.Wear.Flushed();
    }

    private void Roll()
    {
        if (_segment is not null) _unsealed.Add(_segment);
        _file?.Dispose();
        (_file, _segment, _published) = (null, null, false);
        _mustRoll = true;
        var slot = context.TakeSlot(log.Lane);
        var id = context.NextSegmentId();
        var segment = new Segment(id, slot, log.Lane, context.JournalId, context.Draw(), context.Options.SegmentBytes, Next) { CreatedRunMs = context.RunMs };
        _segment = segment;
        _file = context.Storage.Open(segment.Name);
        Span<byte> block = stackalloc byte[SegmentBlock.Bytes];
        Identity(segment, SegmentState.Live, 0).Write(block);
        _file.Write(block, 0);
        _file.Write(block, segment.DataEnd);
        context.Wear.Wrote(WearCause.Segment, 0, block.Length);
        context.Wear.Wrote(WearCause.Segment, segment.DataEnd, block.Length);
        _tail = Layout.DataOffset;
        _prologue.Clear();
        context.Control.DraftSnapshot(_prologue);
        _mustRoll = false;
    }

    private void Run(Span<byte> drafts, int at, int bytes, int records, bool markInPlace)
    {
        var run = drafts.Slice(at, bytes);
        if (!markInPlace)
        {
            MarkFormat.Draft(_prologue);
            MarkFormat.Fill(_prologue.Drafts[^MarkFormat.Size..], context.Control.Version, log.Lane, bytes, records, context.RunMs);
        }
        WritePrologue();
        if (markInPlace)
        {
            MarkFormat.Fill(drafts, context.Control.Version, log.Lane, bytes, records, context.RunMs);
            run = drafts[..(at + bytes)];
        }
        var payload = Finish(run);
        _file!.Write(run, _tail);
        context.Wear.Wrote(WearCause.Data, _tail, run.Length);
        context.Wear.Move(WearCause.Data, WearCause.Control, run.Length - payload);
        _tail += run.Length;
    }

    private void WritePrologue()
    {
        if (_prologue.Used == 0) return;
        Finish(_prologue.Drafts);
        _file!.Write(_prologue.Drafts, _tail);
        context.Wear.Add(WearCause.Segment, _prologue.Used);
        _tail += _prologue.Used;
        _prologue.Clear();
    }

    /// <summary>Gives drafts their sequences and checksums; returns the bytes that are data records.</summary>
    private int Finish(Span<byte> drafts)
    {
        var data = 0;
        while (drafts.Length > 0)
        {
            var header = RecordFormat.ReadDraft(drafts);
            RecordFormat.Finish(drafts, header.Length, Next, _segment!.Salt);
            if (header.Kind == RecordKind.Data)
            {
                _segment.Stamp(header.TimeMs);
                Next++;
                data += header.Size;
            }
            drafts = drafts[header.Size..];
        }
        return data;
    }

    private static (int Bytes, int Records) Measure(ReadOnlySpan<byte> drafts, int room)
    {
        int bytes = 0, records = 0;
        while (bytes < drafts.Length)
        {
            var header = RecordFormat.ReadDraft(drafts[bytes..]);
            if (bytes + header.Size > room) break;
            bytes += header.Size;
            if (header.Kind == RecordKind.Data) records++;
        }
        return (bytes, records);
    }

    private void Flush()
    {
        WritePrologue();
        _file!.Sync();
        context.Wear.Flushed();
        _segment!.Publish(Next, _tail);
        if (!_published) log.Add(_segment);
        _published = true;
        log.Publish(Next);
    }

    private SegmentBlock Identity(Segment segment, SegmentState state, long next) => new()
    {
        State = state,
        Lane = log.Lane,
        Slot = segment.Slot,
        JournalId = context.JournalId,
        SegmentId = segment.Id,
        SegmentBytes = segment.Bytes,
        FirstSequence = segment.FirstSequence,
        CreatedRunMs = segment.CreatedRunMs,
        EndSequence = segment.EndSequence,
        EndOffset = segment.EndOffset,
        MinTimeMs = segment.MinTimeMs,
        MaxTimeMs = segment.MaxTimeMs,
        SealedRunMs = segment.SealedRunMs ?? 0,
        NextSegmentId = next,
        Nonce = segment.Nonce,
    };
}
