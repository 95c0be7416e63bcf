namespace SmartCity.Journal;

/// <summary>The one writer: fetches what waits, commits it, keeps house, and turns the disk's faults into states.</summary>
internal sealed class LogWriter : IDisposable
{
    private readonly DurableLog _log;
    private readonly WriterContext _context;
    private readonly Intake _intake;
    private readonly LaneWriter[] _writers;
    private readonly Housekeeper _housekeeper;
    private readonly FaultState _fault;
    private readonly List<AppendSource> _flushes = [];
    private Batch _spareEvents = new();
    private bool _committingData;

    public LogWriter(DurableLog log, WriterContext context, Intake intake, LaneWriter[] writers, TimeProvider time)
    {
        (_log, _context, _intake, _writers) = (log, context, intake, writers);
        _housekeeper = new Housekeeper(log, context, writers, CommitControls);
        _fault = new FaultState(context.Options, time, intake, log.SetStatus);
        context.TakeSlot = _housekeeper.Take;
    }

    /// <summary>Until the journal closes.</summary>
    public void Loop()
    {
        while (_intake.Wait()) Cycle();
        Cycle();
        _intake.Close();
    }

    /// <summary>One round: everything that waited when it began is answered when it ends.</summary>
    public void Cycle()
    {
        var (data, events) = _intake.Take(_flushes);
        if (_fault.RetryIsDue) TryResume();
        var worst = Commit(Lane.Event, events);
        var other = Commit(Lane.Data, data);
        if (other.Status != AppendStatus.Committed) worst = other;
        if (_context.Control.HasPending && _fault.Allows(Lane.Data)) worst = CommitPending() ?? worst;
        foreach (var flush in _flushes) flush.Complete(worst);
        _flushes.Clear();
        if (_fault.State == JournalState.Open) KeepHouse();
    }

    public void Dispose()
    {
        foreach (var writer in _writers) writer.Dispose();
        _context.Slots.Drop();
    }

    private AppendResult Commit(Lane lane, Batch batch)
    {
        var writer = _writers[(int)lane];
        if (batch.IsEmpty) return new AppendResult(AppendStatus.Committed, writer.Next, null);
        var first = writer.Next;
        if (!_fault.Allows(lane))
        {
            batch.Complete(first, first, _fault.Status, _fault.Reason);
            return new AppendResult(_fault.Status, -1, _fault.Reason);
        }
        var result = Write(lane, batch);
        batch.Complete(first, writer.Log.End, result.Status, result.Reason);
        return result;
    }

    /// <summary>Acknowledgements and states with no data to ride with.</summary>
    private AppendResult? CommitPending()
    {
        var result = Write(Lane.Data, _spareEvents);
        _spareEvents.Complete(0, 0, AppendStatus.Committed, null);
        return result.Status == AppendStatus.Committed ? null : result;
    }

    private AppendResult Write(Lane lane, Batch batch)
    {
        var writer = _writers[(int)lane];
        try
        {
            _committingData = lane == Lane.Data;
            batch.Begin();
            _context.Control.DraftPending(batch.Buffer);
            writer.Commit(batch);
            return new AppendResult(AppendStatus.Committed, writer.Next, null);
        }
        catch (StorageException error)
        {
            writer.Abandon();
            _fault.Enter(error, lane);
            return new AppendResult(FaultState.StatusOf(error.Fault), -1, error.Message);
        }
        finally
        {
            _committingData = false;
        }
    }

    /// <summary>
    /// Makes pending events and changes durable from within housekeeping; in the middle of a commit of telemetry only
    /// the lane of events can take them.
    /// </summary>
    private bool CommitControls()
    {
        var events = _intake.TakeEvents(_spareEvents);
        _spareEvents = events;
        var lane = events.IsEmpty && !_committingData && !_writers[(int)Lane.Data].MustRoll ? Lane.Data : Lane.Event;
        var wasData = _committingData;
        var first = _writers[(int)Lane.Event].Next;
        var result = Write(lane, events);
        _committingData = wasData;
        events.Complete(first, _writers[(int)Lane.Event].Log.End, result.Status, result.Reason);
        return result.Committed;
    }

    private void KeepHouse()
    {
        try
        {
            _housekeeper.Run();
        }
        catch (StorageException error) when (error.Fault == StorageFault.Full)
        {
            // The segment in use still has room; when it has not, that is a state.
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
            if (_fault.State == JournalState.IoError) Reverify.Run(_log, _context, _writers);
            foreach (var writer in _writers)
                if (writer.MustRoll && (writer.Log.Lane == Lane.Data || writer.Log.End > 0)) writer.Probe();
            foreach (var writer in _writers)
                if (_fault.State is JournalState.DirectoryGone) writer.EndSegment();
            _fault.Leave();
        }
        catch (StorageException error)
        {
            foreach (var writer in _writers)
                if (writer.MustRoll) writer.Abandon();
            _fault.Enter(error, _fault.Lane);
        }
    }
}
