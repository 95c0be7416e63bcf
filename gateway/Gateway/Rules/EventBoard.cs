using SmartCity.Journal;
using SmartCity.Pipeline.Actions;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Rules;

/// <summary>Follows the steps of events and actions and remembers what became of each: all that are active, and the last that are over.</summary>
internal sealed class EventBoard
{
    private const int MostOver = 256;
    private const int MostActions = 64;
    private const int RecordsRead = 4096;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, EventView> _events = new(StringComparer.Ordinal);
    private readonly Queue<string> _over = new();

    /// <summary>Takes up what the newest records of the event lane say.</summary>
    public void Restore(IJournal journal, string gateway)
    {
        using var reader = journal.OpenReader(Lane.Event, Math.Max(journal.Start(Lane.Event), journal.End(Lane.Event) - RecordsRead));
        using var batch = new RecordBatch(512, 1 << 20);
        var (pack, strings) = (new Pack(), new StringCache());
        while (reader.Read(batch) > 0)
        {
            foreach (ref readonly var record in batch.Records)
            {
                if (record.Type != PackRecord.RecordType || !PackRecord.TryRead(record.Payload.Span, pack, strings, out _) || pack.Node != gateway) continue;
                var step = OwnStep.Read(pack);
                if (step?.Event is { } told) Follow(told);
                if (step?.Action is { } done) Follow(done);
            }
        }
    }

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
