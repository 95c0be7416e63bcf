using SmartCity.Gateway.Forward.DeadLetters;
using SmartCity.Journal;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Forward.Engine;

/// <summary>
/// Fills a batch from the journal as a plan says: events, live records, dead letters to be tried again, losses and windows,
/// backlog, spans to be sent again. Keeps its place in each, and goes back to what a send left open.
/// </summary>
internal sealed class BatchComposer : IDisposable
{
    private readonly IJournal _journal;
    private readonly ICursor _cursor;
    private readonly string _sink;
    private readonly RecordOpener _opener;
    private readonly RouteTable _routes;
    private readonly DeadLetterStore _deadLetters;
    private readonly LiveEdge _edge;
    private readonly LaneStream _events;
    private readonly LaneStream _notes;
    private readonly LaneStream _live;
    private readonly LaneStream _backlog;
    private readonly ReplaySpans _replays;
    private readonly LaneStream[] _again;
    private readonly List<LaneStream> _unreadableIn = [];
    private readonly Pack[] _packs;
    private readonly long _liveMs;

    public BatchComposer(string sink, IJournal journal, ICursor cursor, DeadLetterStore deadLetters, ReplaySpans replays, ForwardTuning tuning, string journalId, Action<Pack>? repair = null)
    {
        _sink = sink;
        _opener = new RecordOpener(journalId, repair);
        _routes = new RouteTable(tuning.Routes);
        _journal = journal;
        _cursor = cursor;
        _deadLetters = deadLetters;
        _liveMs = tuning.LiveSeconds * 1000L;
        _edge = new LiveEdge(journal, cursor, TimeSpan.FromMilliseconds(_liveMs));
        _events = Stream(Lane.Event, type => type == PackRecord.RecordType);
        _notes = Stream(Lane.Event, type => type != PackRecord.RecordType);
        _live = Stream(Lane.Data);
        _backlog = Stream(Lane.Data);
        _replays = replays;
        _again = [.. new[] { Lane.Event, Lane.Data }.Select(lane =>
            new LaneStream(journal, replays, lane, replays.Floor(lane), tuning.BatchRecords, tuning.BatchKilobytes * 1024))];
        _packs = [.. Enumerable.Range(0, tuning.BatchRecords).Select(_ => new Pack())];
        Batch = new SinkBatch(tuning.BatchRecords) { Journal = journalId };

        LaneStream Stream(Lane lane, Func<byte, bool>? takes = null) =>
            new(journal, cursor, lane, cursor.Floor(lane), tuning.BatchRecords, tuning.BatchKilobytes * 1024, takes);
    }

    public SinkBatch Batch { get; }

    /// <summary>Records that cannot be read, with the reason; found by <see cref="Compose"/>.</summary>
    public List<DeadLetter> Unreadable { get; } = [];

    /// <summary>When the oldest waiting record was journaled, as far as <see cref="Look"/> saw.</summary>
    public long? OldestMs { get; private set; }

    /// <summary>Reads ahead, moves the live edge, and says what waits.</summary>
    public Waiting Look(long nowMs)
    {
        OldestMs = null;
        var events = _events.Prepare(long.MaxValue);
        if (events && _events.TryPeek(long.MaxValue, out var first)) OldestMs = first.TimestampMs;

        var age = TimeSpan.Zero;
        var live = _live.Prepare(long.MaxValue) && MoveEdge(nowMs);
        if (live && _live.TryPeek(long.MaxValue, out var head))
        {
            age = TimeSpan.FromMilliseconds(Math.Max(0, nowMs - head.TimestampMs));
            OldestMs = Older(head.TimestampMs);
        }

        var notes = _notes.Prepare(long.MaxValue);
        var backlog = PrepareBacklog();
        var again = PrepareAgain();
        if (backlog && _backlog.TryPeek(_live.Position, out var oldest)) OldestMs = Older(oldest.TimestampMs);
        return new Waiting(events, live ? _journal.End(Lane.Data) - _live.Position : 0, age, backlog || notes, again || _deadLetters.ReplayWaits);
    }

    /// <summary>Fills <see cref="Batch"/>.</summary>
    public void Compose(in SendPlan plan, long nowMs)
    {
        Batch.Clear();
        Unreadable.Clear();
        _unreadableIn.Clear();
        var edge = _live.Position;
        Take(_events, long.MaxValue, plan.Bytes, plan.Records, nowMs, historical: false);
        Take(_live, long.MaxValue, plan.LiveBytes, plan.LiveRecords, nowMs, historical: false);
        TakeReplays(plan);
        if (!plan.HoldsBacklog)
        {
            Take(_notes, long.MaxValue, plan.Bytes, plan.Records, nowMs, historical: false);
            Take(_backlog, edge, plan.Bytes, plan.Records, nowMs, historical: true);
        }

        foreach (var stream in _again) Take(stream, long.MaxValue, plan.Bytes, plan.Records, nowMs, historical: true);
    }

    /// <summary>Goes back to the first record of each stream that is still open, so that it is sent next.</summary>
    public void Rewind(Func<int, bool> isOpen)
    {
        for (var i = Batch.Count - 1; i >= 0; i--)
        {
            ref readonly var record = ref Batch[i];
            if (record.DeadLetter < 0 && isOpen(i)) StreamOf(record).MoveTo(record.Sequence);
        }
    }

    /// <summary>Goes back over records that could not be put away as unreadable.</summary>
    public void RewindUnreadable()
    {
        for (var i = Unreadable.Count - 1; i >= 0; i--) _unreadableIn[i].MoveTo(Math.Min(_unreadableIn[i].Position, Unreadable[i].Sequence));
    }

    /// <summary>Ends when an event or a live record comes in. Only when <see cref="Look"/> saw none.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var events = _events.WaitAsync(either.Token).AsTask();
        var data = _live.WaitAsync(either.Token).AsTask();
        await Task.WhenAny(events, data).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(events, data).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        _events.Dispose();
        _notes.Dispose();
        _live.Dispose();
        _backlog.Dispose();
        foreach (var stream in _again) stream.Dispose();
    }

    private bool MoveEdge(long nowMs)
    {
        if (!_live.TryPeek(long.MaxValue, out var oldest)) return false;
        var edge = _edge.Advance(oldest, nowMs);
        if (edge == oldest.Sequence) return true;

        // The backlog's stream may stand beyond the old edge, having skipped what live traffic had sent.
        if (_backlog.Position > oldest.Sequence) _backlog.MoveTo(oldest.Sequence);
        _live.MoveTo(edge);
        return _live.Prepare(long.MaxValue);
    }

    private bool PrepareBacklog()
    {
        if (_backlog.Prepare(_live.Position)) return true;
        var floor = _cursor.Floor(Lane.Data);
        if (floor >= _live.Position || _backlog.Position <= floor) return false;
        _backlog.MoveTo(floor);
        return _backlog.Prepare(_live.Position);
    }

    // A request may ask for what is older than where the last one got to.
    private bool PrepareAgain()
    {
        var waits = false;
        for (var i = 0; i < _again.Length; i++)
        {
            var first = _replays.Floor(_again[i].Lane);
            if (first != _again[i].Position) _again[i].MoveTo(first);
            waits |= _again[i].Prepare(long.MaxValue);
        }

        return waits;
    }

    private void Take(LaneStream stream, long limit, int bytes, int records, long nowMs, bool historical)
    {
        while (Batch.Count < records && stream.TryPeek(limit, out var view))
        {
            if (Batch.Count > 0 && Batch.Bytes + view.Payload.Length > bytes && !(historical && !HasHistorical())) return;
            stream.Take();
            var late = historical || (view.Lane == Lane.Event && nowMs - view.TimestampMs > _liveMs);
            var replayed = Array.IndexOf(_again, stream) >= 0;
            var fault = TryAdd(view, late, -1, replayed);
            if (fault is not null && replayed)
            {
                // It lies in the dead letters since it was read the first time.
                _replays.Acknowledge(view.Lane, view.Sequence, view.Sequence + 1);
            }
            else if (fault is not null)
            {
                Unreadable.Add(Letter(view, fault));
                _unreadableIn.Add(stream);
            }
        }
    }

    // However large the live records, a batch carries one of the backlog: else a share of a small batch could round to none.
    private bool HasHistorical() => Batch.Count > 0 && Batch[Batch.Count - 1] is { Lane: Lane.Data, Historical: true } or { Replayed: true };

    private void TakeReplays(in SendPlan plan)
    {
        if (!_deadLetters.ReplayWaits) return;
        foreach (var letter in _deadLetters.NextReplays(plan.Records - Batch.Count))
        {
            if (Batch.Count > 0 && Batch.Bytes + letter.Payload!.Length > plan.Bytes) return;
            var view = new RecordView(letter.Lane, letter.Sequence, letter.Type, letter.JournaledMs, letter.Payload);
            if (TryAdd(view, true, letter.Id) is not null) _deadLetters.EndReplay(letter.Id);
        }
    }

    /// <summary>Adds the record, or passes it by when it is for other sinks; returns why it cannot be read or tried again, or null.</summary>
    private string? TryAdd(in RecordView view, bool historical, long deadLetter, bool replayed = false)
    {
        var pack = _packs[Batch.Count];
        if (_opener.Open(view, pack, out var loss, out var windows) is { } fault) return fault;
        if (((loss?.Sinks ?? windows?.Sinks) is { Count: > 0 } sinks && !sinks.Contains(_sink)) || !_routes.Takes(pack, loss, windows))
        {
            if (deadLetter >= 0) return "the sink's routes do not take it";
            (replayed ? _replays : _cursor).Acknowledge(view.Lane, view.Sequence, view.Sequence + 1);
            return null;
        }

        Batch.Add(new SinkRecord
        {
            Lane = view.Lane,
            Sequence = view.Sequence,
            Type = view.Type,
            JournaledMs = view.TimestampMs,
            Historical = historical,
            Pack = pack,
            Loss = loss,
            Windows = windows,
            Payload = view.Payload,
            DeadLetter = deadLetter,
            Replayed = replayed,
        });
        return null;
    }

    private static DeadLetter Letter(in RecordView view, string reason) => new()
    {
        Reason = reason,
        Lane = view.Lane,
        Sequence = view.Sequence,
        Type = view.Type,
        JournaledMs = view.TimestampMs,
        Payload = view.Payload.ToArray(),
    };

    private LaneStream StreamOf(in SinkRecord record) =>
        record.Replayed ? _again[record.Lane == Lane.Event ? 0 : 1] :
        record.Lane == Lane.Event ? (record.Kind == RecordKind.Pack ? _events : _notes) : record.Historical ? _backlog : _live;

    private long Older(long timestampMs) => OldestMs is { } oldest ? Math.Min(oldest, timestampMs) : timestampMs;
}
