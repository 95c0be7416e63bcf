using System.Threading.Tasks.Sources;

namespace SmartCity.Journal;

/// <summary>
/// Reads a lane by pread into the batch's own buffer: the payloads are slices of it. Not mapped memory, because a medium
/// that fails would then be a signal that kills the process rather than an error, and because mapped pages count as ours.
/// </summary>
internal sealed class LogReader : IJournalReader, IValueTaskSource, IThreadPoolWorkItem
{
    private const int FirstEstimate = 16 << 10, Slack = 4096;
    private readonly DurableLog _log;
    private readonly LaneLog _lane;
    private ManualResetValueTaskSourceCore<bool> _waiter;
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancellation;
    private bool _cancelled;
    private IStorageFile? _file;
    private Segment? _segment;
    private int _offset;
    private long _passed;
    private int _estimate = FirstEstimate;
    private long _position;

    public LogReader(DurableLog log, LaneLog lane, long from)
    {
        (_log, _lane) = (log, lane);
        Seek(from);
    }

    public long Position => Volatile.Read(ref _position);

    public void Seek(long sequence)
    {
        Volatile.Write(ref _position, Math.Max(sequence, _log.Start(_lane.Lane)));
        Leave();
    }

    public int Read(RecordBatch batch)
    {
        batch.Reset(0);
        while (batch.Count == 0 && Enter(batch))
        {
            var segment = _segment!;
            var end = segment.EndOffset;
            if (_offset >= end)
            {
                if (!Next(segment)) break;
                continue;
            }
            Fill(batch, segment, end);
        }
        return batch.Count;
    }

    public ValueTask WaitAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _waiter.Reset();
        _cancelled = false;
        _cancellation = cancellation;
        // Registered before enlisting: a wake-up that comes at once has to find the registration it must end.
        _registration = cancellation.UnsafeRegister(static me => ((LogReader)me!).Cancel(), this);
        var task = new ValueTask(this, _waiter.Version);
        if (_lane.TryEnlist(this, Position))
        {
            if (cancellation.IsCancellationRequested) Cancel();
            return task;
        }
        _registration.Dispose();
        ObjectDisposedException.ThrowIf(_lane.Closed, _log);
        return default;
    }

    public void Dispose()
    {
        Cancel();
        Leave();
    }

    /// <summary>Ends the wait, elsewhere than on the caller's thread.</summary>
    internal void Release(bool cancelled)
    {
        _cancelled = cancelled;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        _registration.Dispose();
        if (_cancelled) _waiter.SetException(new OperationCanceledException(_cancellation));
        else if (_lane.Closed) _waiter.SetException(new ObjectDisposedException(nameof(DurableLog)));
        else _waiter.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token) => _waiter.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _waiter.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiter.OnCompleted(continuation, state, token, flags);

    private void Cancel()
    {
        if (_lane.Delist(this)) Release(cancelled: true);
    }

    /// <summary>Stands in the segment that holds the position; false when nothing is there.</summary>
    private bool Enter(RecordBatch batch)
    {
        if (_segment is not null) return true;
        if (Position < _log.Start(_lane.Lane)) Volatile.Write(ref _position, _log.Start(_lane.Lane));
        if (Position >= _lane.End) return false;
        foreach (var segment in _lane.Segments)
        {
            if (segment.EndSequence <= Position) continue;
            Stand(segment);
            (_offset, _passed) = SegmentSearch.Locate(_file!, segment, Position, batch);
            return true;
        }
        return false;
    }

    private bool Next(Segment done)
    {
        foreach (var segment in _lane.Segments)
        {
            if (segment.Id <= done.Id) continue;
            // The end of the old one may have moved before the new one was there to be seen.
            if (_offset < done.EndOffset) return true;
            Stand(segment);
            (_offset, _passed) = (Layout.DataOffset, segment.FirstSequence);
            return true;
        }
        return false;
    }

    private void Stand(Segment segment)
    {
        Leave();
        _file = _log.Storage.Open(segment.Name);
        _segment = segment;
    }

    private void Leave()
    {
        _file?.Dispose();
        _file = null;
        _segment = null;
    }

    private void Fill(RecordBatch batch, Segment segment, int end)
    {
        var want = Math.Min(end - _offset, Math.Max(RecordFormat.HeaderBytes, _estimate));
        var memory = batch.Reset(want)[..want];
        var got = PatientRead.Read(_file!, memory.Span, _offset);
        var bytes = memory[..got];
        int at = 0, payloads = 0;
        var needed = 0;
        while (batch.Count < batch.MaxRecords && payloads < batch.MaxBytes)
        {
            var span = bytes.Span[at..];
            if (span.Length < RecordFormat.HeaderBytes)
            {
                needed = Slack;
                break;
            }
            var plausible = RecordFormat.TryRead(span, segment.Salt, out var header) && header.Size <= end - _offset - at;
            if (plausible && header.Size > span.Length)
            {
                needed = header.Size;
                break;
            }
            if (!plausible || !RecordFormat.Verify(span, header.Length, segment.Salt))
            {
                if (batch.Count > 0) break;
                _offset += at;
                Damaged(segment, end);
                return;
            }
            if (header.Kind == RecordKind.Data)
            {
                var sequence = RecordFormat.Widen(header.SequenceLow, _passed);
                if (sequence >= segment.EndSequence)
                {
                    // What follows was written again elsewhere after a failed commit.
                    at = end - _offset;
                    break;
                }
                if (sequence >= Position)
                {
                    if (payloads + header.Length > batch.MaxBytes && batch.Count > 0) break;
                    batch.Add(new RecordView(segment.Lane, sequence, header.Type, header.TimeMs, bytes.Slice(at + RecordFormat.HeaderBytes, header.Length)));
                    payloads += header.Length;
                    Volatile.Write(ref _position, sequence + 1);
                }
                _passed = sequence + 1;
            }
            at += header.Size;
        }
        _offset += at;
        if (at > 0 && needed == 0) _estimate = at + Slack;
        else if (at == 0 && (got < want || want == end - _offset)) Damaged(segment, end);
        else _estimate = Math.Max(needed, (int)Math.Min(2L * _estimate, batch.MaxBytes + (long)Slack));
    }

    /// <summary>Steps over what is not a record: damage, or a segment that was recycled under the reader.</summary>
    private void Damaged(Segment segment, int end)
    {
        if (Array.IndexOf(_lane.Segments, segment) < 0)
        {
            Leave();
            return;
        }
        var (next, sequence) = SegmentSearch.Resume(_file!, segment, _offset, end, _passed);
        if (!segment.Known.Contains(_offset)) _log.ReportLost(segment, _offset, next, _passed, sequence);
        _offset = next;
        _passed = sequence;
        if (sequence > Position) Volatile.Write(ref _position, sequence);
    }
}
