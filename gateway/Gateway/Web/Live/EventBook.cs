using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Web.Live;

/// <summary>
/// The newest events and what became of them, put together from the steps on the journal's event lane, so that they are
/// there after a restart. Bounded; those closed longest go first.
/// </summary>
internal sealed class EventBook(string gateway)
{
    private const int Most = 500;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (EventLine Line, long Version)> _events = [];
    private long _version;

    public long Version
    {
        get
        {
            lock (_gate) return _version;
        }
    }

    /// <summary>Takes a pack of the event lane; those that nodes sent are readings and none of ours.</summary>
    public void Take(Pack pack)
    {
        if (pack.Node != gateway || pack.Count == 0) return;
        lock (_gate)
        {
            switch (pack.Readings[0].Channel)
            {
                case "event":
                    TakeStep(pack);
                    break;
                case "action":
                    TakeAction(pack);
                    break;
            }
        }
    }

    /// <summary>Events that changed after a version, newest first.</summary>
    public IReadOnlyList<EventLine> Since(long version)
    {
        lock (_gate) return [.. _events.Values.Where(entry => entry.Version > version).Select(entry => entry.Line).OrderByDescending(line => line.Raised)];
    }

    private void TakeStep(Pack pack)
    {
        var id = EventText.Text(pack, "id");
        var time = pack.Readings[0].TimeMs;
        if (!_events.TryGetValue(id, out var known)) known = (Raised(id, pack), 0);
        var line = EventText.Text(pack, "event") switch
        {
            "acknowledged" => known.Line with { Acknowledged = time, By = EventText.TextOrNull(pack, "by") },
            "cleared" => known.Line with { Cleared = time },
            _ => known.Line,
        };
        _events[id] = (line, ++_version);
        if (_events.Count > Most) _events.Remove(_events.Values.OrderBy(e => e.Line.Cleared is null).ThenBy(e => e.Line.Raised).First().Line.Id);
    }

    private void TakeAction(Pack pack)
    {
        if (!_events.TryGetValue(EventText.Text(pack, "of"), out var known)) return;
        _events[known.Line.Id] = (known.Line with { Actions = [.. known.Line.Actions, EventText.Action(pack)] }, ++_version);
    }

    private static EventLine Raised(string id, Pack pack) => new()
    {
        Id = id,
        Rule = EventText.Text(pack, "rule"),
        Kind = EventText.Text(pack, "kind"),
        Site = pack.Site,
        Node = EventText.Text(pack, "at"),
        Severity = EventText.Text(pack, "severity"),
        Cause = EventText.Text(pack, "cause"),
        Raised = (long)EventText.Number(pack, "raised"),
        Evidence = EventText.Evidence(pack),
    };
}
