using SmartCity.Pipeline.Actions;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Rules;

/// <summary>What has become of one event. Times are Unix milliseconds.</summary>
/// <param name="Raised">The step that raised it, with cause and evidence.</param>
/// <param name="AcknowledgedMs">When a person had seen it; null while nobody has.</param>
/// <param name="By">Who that was.</param>
/// <param name="ClearedMs">When it was over; null while it is not.</param>
/// <param name="Actions">The steps of its actions, in their order.</param>
internal sealed record EventView(CityEvent Raised, long? AcknowledgedMs, string? By, long? ClearedMs, IReadOnlyList<ActionStep> Actions)
{
    public bool Active => ClearedMs is null;
}

/// <summary>The newest reading of one channel of one node, with its flag and the tests behind it.</summary>
internal readonly record struct LatestView(string Site, string Node, Reading Reading, TimeBasis Basis);

/// <summary>
/// What people look at and do: events, the rules in force, newest readings; the seam of web interface and command line.
/// All members may be called from any thread; what they return does not change afterwards.
/// </summary>
internal interface IEventDesk
{
    /// <summary>Quality tests and rules in force, and what else the pipeline was configured with.</summary>
    PipelineOptions Options { get; }

    /// <summary>Active events, then those that are over (as many as are remembered); in each the newest first.</summary>
    IReadOnlyList<EventView> Events();

    /// <summary>Newest readings by site, node and channel, of one node or of all.</summary>
    IReadOnlyList<LatestView> Latest(string? site = null, string? node = null);

    /// <summary>A person has seen an event; the step is journaled and goes to the city. False when there is no such event that waits for it.</summary>
    bool Acknowledge(string eventId, string by);
}
