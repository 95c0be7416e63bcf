using SmartCity.Pipeline.Actions;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Qartod;

namespace SmartCity.Pipeline.Engine;

/// <summary>What the pipeline wants done, in order. Reusable: <see cref="Clear"/> before each use.</summary>
public sealed class Decisions
{
    /// <summary>To every sink, ahead of telemetry.</summary>
    public List<CityEvent> Events { get; } = [];

    /// <summary>Issued ones are to be sent to the node or set on the gateway's outputs; all are to be journaled.</summary>
    public List<ActionStep> Actions { get; } = [];

    /// <summary>Flags for readings that have left already.</summary>
    public List<QualityRevision> Revisions { get; } = [];

    public bool IsEmpty => Events.Count == 0 && Actions.Count == 0 && Revisions.Count == 0;

    public void Clear()
    {
        Events.Clear();
        Actions.Clear();
        Revisions.Clear();
    }
}
