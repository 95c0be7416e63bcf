using SmartCity.Gateway.Demo.City;
using SmartCity.Pipeline.Actions;
using SmartCity.Pipeline.Events;

namespace SmartCity.Gateway.Demo.Story;

/// <summary>What became of one event, for the summary.</summary>
/// <param name="RaisedAfterSeconds">From the fault that caused it (the run's start when none did) to the raise, in the nodes' time.</param>
/// <param name="CommandConfirmed">Null when its rule commands nothing.</param>
/// <param name="ArrivedBeforeBacklog">True when the city had it before any telemetry that had waited; null when it has not arrived.</param>
internal sealed record EventAccount(string Kind, string Node, double RaisedAfterSeconds, bool? CommandConfirmed, bool? ArrivedBeforeBacklog);

/// <summary>Follows events and their commands as the gateway decides them. Told from the gateway's threads.</summary>
internal sealed class CityEvents(DateTimeOffset start, IReadOnlyList<Node.Virtual.Faults.Fault> faults)
{
    private readonly Lock _gate = new();
    private readonly List<CityEvent> _raised = [];
    private readonly Dictionary<string, bool> _commands = [];
    private readonly List<string> _lines = [];

    /// <summary>One line an event and one a command's outcome, oldest first.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate) return [.. _lines];
        }
    }

    public void Follow(CityEvent step)
    {
        lock (_gate)
        {
            if (step.Phase == EventPhase.Raised) _raised.Add(step);
            _lines.Add($"{step.Kind} {EventPack.Name(step.Phase)} at {step.Site}/{step.Node}: {step.Cause}");
        }
    }

    public void Follow(ActionStep step)
    {
        lock (_gate)
        {
            _commands[step.EventId] = step.Phase == ActionPhase.Confirmed || _commands.GetValueOrDefault(step.EventId);
            if (step.Phase != ActionPhase.Issued) _lines.Add($"{step.Name} {step.State} at {step.Site}/{step.Node}: {EventPack.Name(step.Phase)}, {step.Why}");
        }
    }

    public IReadOnlyList<EventAccount> Account(CityFeed city)
    {
        lock (_gate)
        {
            return [.. _raised.Select(e => new EventAccount(
                e.Kind, e.Node, Math.Round(SecondsAfterCause(e), 3),
                _commands.TryGetValue(e.Id, out var confirmed) ? confirmed : null,
                city.ArrivedBeforeBacklog(e.Id)))];
        }
    }

    private double SecondsAfterCause(CityEvent e)
    {
        var since = DateTimeOffset.FromUnixTimeMilliseconds(e.RaisedMs) - start;
        var cause = faults.Where(f => f.Concerns(e.Node) && f.At <= since).Select(f => f.At).DefaultIfEmpty().Max();
        return (since - cause).TotalSeconds;
    }
}
