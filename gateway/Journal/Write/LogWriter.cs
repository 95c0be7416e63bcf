namespace SmartCity.Journal;

/// <summary>The one writer: fetches what waits, commits it, keeps house, and turns the disk's faults into states.</summary>
internal sealed class LogWriter : IDisposable
{
    private readonly WriterContext _context;
    private readonly Intake _intake;
    private readonly LaneWriter[] _writers;
    private readonly Housekeeper _housekeeper;
    private readonly FaultState _fault;
    private readonly Resumption _resumption;
    private readonly Presence _presence;
    private readonly Pause _crowded;
    private readonly List<AppendSource> _flushes = [];
    private readonly Batch _controls = new();
    private readonly Stack<Batch> _spares = new();

    public LogWriter(DurableLog log, WriterContext context, Intake intake, LaneWriter[] writers, TimeProvider time)
    {
        (_context, _intake, _writers) = (context, intake, writers);
        _housekeeper = new Housekeeper(log, context, writers, CommitControls);
        _fault = new FaultState(context.Options, time, intake, log.SetStatus);
        _resumption = new Resumption(log, context, writers);
        _presence = new Presence(context.Storage, writers, time);
        _crowded = new Pause(context.Options.FirstRetry, time);
        context.TakeSlot = _housekeeper.Take;
    }

    /// <summary>Until the journal closes.</summary>
    public void Loop()
    {
        while (_intake.Wait()) Cycle();
        Cycle();
    }

    /// <summary>One round: everything that waited when it began is answered when it ends.</summary>
    public void Cycle()
    {
        var (data, events) = _intake.Take(_flushes);
        if (_fault.RetryIsDue) TryResume();
        var worst = Answer(Lane.Event, events);
        var other = Answer(Lane.Data, data);
        if (!other.Committed) worst = other;
        if (_context.Control.HasPending && Answer(Lane.Data, _controls) is { Committed: false } failed) worst = failed;
        foreach (var flush in _flushes) flush.Complete(worst);
        _flushes.Clear();
        if (_fault.State == JournalState.Open && !_crowded.IsOn) KeepHouse();
    }

    public void Dispose()
    {
        _fault.Dispose();
        foreach (var writer in _writers) writer.Dispose();
        _context.Slots.Drop();
    }

    /// <summary>Commits a lane's batch, if there is something to commit and the disk is not known to refuse it.</summary>
    private AppendResult Answer(Lane lane, Batch batch)
    {
        var writer = _writers[(int)lane];
        var first = writer.Next;
        var result = new AppendResult(AppendStatus.Committed, first, null);
        if (batch.IsEmpty && batch != _controls) return result;
        if (!_fault.Allows(lane)) result = new AppendResult(_fault.Status, -1, _fault.Reason);
        else if (TryWrite(lane, batch) is { } error) result = new AppendResult(FaultState.StatusOf(error.Fault), -1, error.Message);
        batch.Complete(first, writer.Log.End, result.Status, result.Reason);
        return result;
    }

    private StorageException? TryWrite(Lane lane, Batch batch)
    {
        try
        {
            Write(lane, batch);
            return null;
        }
        catch (StorageException error)
        {
            _fault.Enter(error, lane);
            return error;
        }
    }

    private void Write(Lane lane, Batch batch)
    {
        var writer = _writers[(int)lane];
        try
        {
            _presence.Check();
            batch.Begin();
            _context.Control.DraftPending(batch.Buffer);
            writer.Commit(batch);
        }
        catch (StorageException)
        {
            writer.Abandon();
            throw;
        }
    }

    /// <summary>
    /// Makes pending events and changes durable from within housekeeping; while that of telemetry begins a segment,
    /// only the lane of events can take them.
    /// </summary>
    private void CommitControls()
    {
        var events = _intake.TakeEvents(_spares.TryPop(out var spare) ? spare : new Batch());
        var lane = events.IsEmpty && !_writers[(int)Lane.Data].MustRoll ? Lane.Data : Lane.Event;
        var writer = _writers[(int)Lane.Event];
        var first = writer.Next;
        var (status, reason) = (AppendStatus.IoError, "not committed");
        try
        {
            Write(lane, events);
        }
        catch (StorageException error)
        {
            (status, reason) = (FaultState.StatusOf(error.Fault), error.Message);
            throw;
        }
        finally
        {
            events.Complete(first, writer.Log.End, status, reason);
            _spares.Push(events);
        }
    }

    private void KeepHouse()
    {
        try
        {
            _housekeeper.Run();
        }
        catch (StorageException error) when (error.Fault == StorageFault.Full)
        {
            // The segment in use still has room; when it has not, that is a state. Not tried again at every commit.
            _crowded.Set();
        }
        catch (StorageException error)
        {
            _fault.Enter(error, lane: null);
        }
    }

    private void TryResume()
    {
        try
        {
            _resumption.Run(_fault.State);
            _fault.Leave();
        }
        catch (StorageException error)
        {
            _fault.Enter(error, _resumption.Lane);
        }
    }
}
