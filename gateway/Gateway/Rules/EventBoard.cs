using SmartCity.Pipeline.Actions;
using SmartCity.Pipeline.Events;

namespace SmartCity.Gateway.Rules;

/// <summary>Follows the steps of events and actions and remembers what became of each: all that are active, and the last that are over.</summary>
internal sealed class EventBoard
{
    private const int MostOver = 256;
    private const int MostActions = 64;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, EventView> _events = new(StringComparer.Ordinal);
    private readonly Queue<string> _over = new();

    public void Follow(CityEvent step)
    {
        lock (_gate)
        {
            if (!_events.TryGetValue(step.Id, out var known)) known = new EventView(step, null, null, null, []);
            _events[step.Id] = step.Phase switch
            {
                EventPhase.Raised => known with { Raised = step },
                EventPhase.Acknowledged => known with { AcknowledgedMs = step.TimeMs, By = step.By },
                _ => known with { ClearedMs = step.TimeMs },
            };
            if (step.Phase == EventPhase.Cleared && known.Active) Retire(step.Id);
        }
    }

    public void Follow(ActionStep step)
    {
        lock (_gate)
        {
            if (!_events.TryGetValue(step.EventId, out var known) || known.Actions.Count >= MostActions) return;
            _events[step.EventId] = known with { Actions = [.. known.Actions, step] };
        }
    }

    public IReadOnlyList<EventView> Events()
    {
        lock (_gate) return [.. _events.Values.OrderByDescending(e => e.Active).ThenByDescending(e => e.Raised.RaisedMs)];
    }

    private void Retire(string id)
    {
        _over.Enqueue(id);
        if (_over.Count > MostOver) _events.Remove(_over.Dequeue());
    }
}
