using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Events;

/// <summary>What a condition just did to an event.</summary>
internal enum EventStep
{
    None,
    Raise,
    Clear,
}

/// <summary>
/// Turns a condition that comes and goes into one event: it must last to raise, be gone a while to clear, waits for a
/// person when latched, and is not raised anew within the hold-off.
/// </summary>
internal sealed class EventLife(RuleOptions rule) : IStateful
{
    private bool _condition;
    private long _sinceMs;
    private long _suppressed;

    /// <summary>Raised and not cleared.</summary>
    public bool Active { get; private set; }

    /// <summary>Raised within the hold-off and therefore never told.</summary>
    public bool Silent { get; private set; }

    public bool Acknowledged { get; private set; }

    public long RaisedMs { get; private set; } = long.MinValue;

    /// <summary>Number of the event, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Takes the count of swallowed raises.</summary>
    public long TakeSuppressed()
    {
        long count = _suppressed;
        _suppressed = 0;
        return count;
    }

    /// <summary>The condition at that time; null leaves it as it was.</summary>
    public EventStep Update(bool? condition, long timeMs)
    {
        if (condition is { } now && now != _condition)
        {
            _condition = now;
            _sinceMs = timeMs;
        }

        if (!Active) return _condition && timeMs - _sinceMs >= rule.ForSeconds * 1000 ? Raise(timeMs) : EventStep.None;
        bool gone = !_condition && timeMs - _sinceMs >= rule.ClearSeconds * 1000;
        return gone && (Silent || Acknowledged || !rule.Latch) ? Clear() : EventStep.None;
    }

    /// <summary>A person has seen it; false when there is nothing to see. A latched event whose condition is gone may now clear.</summary>
    public bool Acknowledge()
    {
        if (!Active || Silent || Acknowledged) return false;
        Acknowledged = true;
        return true;
    }

    public void Save(StateWriter writer)
    {
        writer.Bool(_condition);
        writer.Whole(_sinceMs);
        writer.Whole(_suppressed);
        writer.Bool(Active);
        writer.Bool(Silent);
        writer.Bool(Acknowledged);
        writer.Whole(RaisedMs);
        writer.Whole(Number);
    }

    public void Load(StateReader reader)
    {
        _condition = reader.Bool();
        _sinceMs = reader.Whole();
        _suppressed = reader.Whole();
        Active = reader.Bool();
        Silent = reader.Bool();
        Acknowledged = reader.Bool();
        RaisedMs = reader.Whole();
        Number = reader.Whole();
    }

    private EventStep Raise(long timeMs)
    {
        Active = true;
        Acknowledged = false;
        Silent = Number > 0 && timeMs < RaisedMs + (rule.HoldoffSeconds * 1000);
        if (Silent)
        {
            _suppressed++;
            return EventStep.None;
        }

        RaisedMs = timeMs;
        Number++;
        return EventStep.Raise;
    }

    private EventStep Clear()
    {
        Active = false;
        return Silent ? EventStep.None : EventStep.Clear;
    }
}
