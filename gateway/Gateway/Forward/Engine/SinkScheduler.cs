namespace SmartCity.Gateway.Forward.Engine;

/// <summary>
/// Decides for one sink when to send, how much, and how much of it for whom; does no I/O and sleeps never.
/// Every batch carries events first, then live records, then backlog. While backlog waits, live records get no more
/// than what the backlog's share leaves of each batch, so the share holds over any span of time; what live traffic
/// does not use, the backlog takes. A cap in bytes a second holds for all of it; outside the hours set for it the backlog
/// waits, but for what a person has asked to be sent again.
/// </summary>
internal sealed class SinkScheduler
{
    private const int MinBatchBytes = 4 * 1024;

    private readonly ForwardTuning _tuning;
    private readonly TimeProvider _time;
    private readonly Backoff _backoff;
    private readonly BatchPacer _pacer;
    private readonly BandwidthCap _cap;
    private readonly BacklogHours _hours;
    private int _records;
    private long _resumeAt;
    private long _sentAt;

    public SinkScheduler(ForwardTuning tuning, TimeProvider time, Random random)
    {
        _tuning = tuning;
        _time = time;
        _backoff = new Backoff(TimeSpan.FromMilliseconds(tuning.RetryBaseMs), TimeSpan.FromSeconds(tuning.RetryCapSeconds), random);
        _pacer = new BatchPacer(MinBatchBytes, tuning.BatchKilobytes * 1024, TimeSpan.FromMilliseconds(tuning.BatchMs));
        _cap = new BandwidthCap(tuning.BytesPerSecond, TimeSpan.FromMilliseconds(tuning.BatchMs), time);
        _hours = BacklogHours.Of(tuning.BacklogHours);
        _records = tuning.BatchRecords;
        _resumeAt = _sentAt = time.GetTimestamp();
    }

    /// <summary>Failures in a row.</summary>
    public int Failures => _backoff.Failures;

    /// <summary>Payload bytes of the next batch.</summary>
    public int BatchBytes => Math.Min(_pacer.Bytes, _cap.BatchBytes);

    /// <summary>When backlog may go again, in local time; null when it may now.</summary>
    public DateTimeOffset? BacklogFrom => _hours.NextOpening(_time.GetUtcNow(), _time.LocalTimeZone);

    public SendPlan Plan(in Waiting waiting)
    {
        var rest = _time.GetElapsedTime(_time.GetTimestamp(), _resumeAt);
        if (_cap.Debt is var debt && debt > rest) rest = debt;
        if (rest > TimeSpan.Zero) return SendPlan.Pause(rest);

        var now = _time.GetLocalNow();
        var holds = waiting.Backlog && !_hours.IsOpen(now);
        var behind = waiting.Asked || (waiting.Backlog && !holds);
        if (!waiting.Event && waiting.Live == 0 && !behind)
        {
            return holds ? SendPlan.ForRecords with { Wait = ToNextMinute(now), HoldsBacklog = true } : SendPlan.ForRecords;
        }

        // At most one batch a linger; the first after a time of quiet has no company to wait for.
        var quiet = _time.GetElapsedTime(_sentAt);
        var linger = TimeSpan.FromMilliseconds(_tuning.LingerMs) - (quiet > waiting.LiveAge ? quiet : waiting.LiveAge);
        if (!waiting.Event && !behind && waiting.Live < _records && linger > TimeSpan.Zero) return SendPlan.Pause(linger) with { HoldsBacklog = holds };

        var bytes = BatchBytes;
        return behind
            ? new SendPlan(TimeSpan.Zero, bytes, LiveShare(bytes), _records, LiveShare(_records)) { HoldsBacklog = holds }
            : new SendPlan(TimeSpan.Zero, bytes, bytes, _records, _records) { HoldsBacklog = holds };
    }

    /// <summary>So many bytes of a batch went, whatever became of it.</summary>
    /// <param name="startedAt">When its sending began, by the clock's timestamps.</param>
    /// <param name="payload">Bytes of its records as the journal holds them.</param>
    public void Sent(long startedAt, int payload, long bytes)
    {
        _sentAt = startedAt;
        _cap.Charge(startedAt, payload, bytes);
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

    // The hours begin with a minute, and the clock on the wall may be put right meanwhile.
    private static TimeSpan ToNextMinute(DateTimeOffset now) => TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (now.Ticks % TimeSpan.TicksPerMinute));

    private int LiveShare(int whole) => Math.Max(1, whole - (int)(((whole * (long)_tuning.BacklogPercent) + 99) / 100));
}
