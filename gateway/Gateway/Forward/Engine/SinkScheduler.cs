namespace SmartCity.Gateway.Forward.Engine;

/// <summary>
/// Decides for one sink when to send, how much, and how much of it for whom; does no I/O and sleeps never.
/// Every batch carries events first, then live records, then backlog. While backlog waits, live records get no more
/// than what the backlog's share leaves of each batch, so the share holds over any span of time; what live traffic
/// does not use, the backlog takes.
/// </summary>
internal sealed class SinkScheduler
{
    private const int MinBatchBytes = 4 * 1024;

    private readonly ForwardTuning _tuning;
    private readonly TimeProvider _time;
    private readonly Backoff _backoff;
    private readonly BatchPacer _pacer;
    private int _records;
    private long _resumeAt;

    public SinkScheduler(ForwardTuning tuning, TimeProvider time, Random random)
    {
        _tuning = tuning;
        _time = time;
        _backoff = new Backoff(TimeSpan.FromMilliseconds(tuning.RetryBaseMs), TimeSpan.FromSeconds(tuning.RetryCapSeconds), random);
        _pacer = new BatchPacer(MinBatchBytes, tuning.BatchKilobytes * 1024, TimeSpan.FromMilliseconds(tuning.BatchMs));
        _records = tuning.BatchRecords;
        _resumeAt = time.GetTimestamp();
    }

    /// <summary>Failures in a row.</summary>
    public int Failures => _backoff.Failures;

    /// <summary>Payload bytes of the next batch.</summary>
    public int BatchBytes => _pacer.Bytes;

    public SendPlan Plan(in Waiting waiting)
    {
        var rest = _time.GetElapsedTime(_time.GetTimestamp(), _resumeAt);
        if (rest > TimeSpan.Zero) return SendPlan.Pause(rest);
        if (!waiting.Any) return SendPlan.ForRecords;

        var linger = TimeSpan.FromMilliseconds(_tuning.LingerMs) - waiting.LiveAge;
        if (!waiting.Event && !waiting.Backlog && waiting.Live < _records && linger > TimeSpan.Zero) return SendPlan.Pause(linger);

        if (!waiting.Backlog) return new SendPlan(TimeSpan.Zero, _pacer.Bytes, _pacer.Bytes, _records, _records);
        return new SendPlan(TimeSpan.Zero, _pacer.Bytes, LiveShare(_pacer.Bytes), _records, LiveShare(_records));
    }

    /// <summary>A batch came through, wholly or but for records refused one by one.</summary>
    public void Delivered(int bytes, TimeSpan elapsed)
    {
        _backoff.Reset();
        _records = (int)Math.Min(_tuning.BatchRecords, _records * 2L);
        _pacer.Delivered(bytes, elapsed);
    }

    /// <summary>What is left must be tried again; returns the wait.</summary>
    public TimeSpan Failed(FailureKind kind, TimeSpan? retryAfter, bool progress)
    {
        if (progress) _backoff.Reset();
        var wait = _backoff.Next(retryAfter);
        var slow = TimeSpan.FromSeconds(_tuning.FinalRetrySeconds);
        if (kind == FailureKind.Final && wait < slow) wait = slow;
        _resumeAt = _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency);
        return wait;
    }

    /// <summary>
    /// That many records were refused together, one knows not for whose sake: the next batches halve until the culprit
    /// stands alone. Returns false when it does already.
    /// </summary>
    public bool Narrow(int refused)
    {
        if (refused <= 1) return false;
        _records = refused / 2;
        return true;
    }

    /// <summary>Somebody asks for an attempt now, back-off or not.</summary>
    public void Resume() => _resumeAt = _time.GetTimestamp();

    private int LiveShare(int whole) => Math.Max(1, whole - (int)(((whole * (long)_tuning.BacklogPercent) + 99) / 100));
}
