using SmartCity.Pipeline.Config;

namespace SmartCity.Pipeline.Events;

/// <summary>Steps in the life of an event.</summary>
public enum EventPhase : byte
{
    Raised = 0,
    Acknowledged,
    Cleared,
}

/// <summary>A reading that had to do with an event, by its key.</summary>
public readonly record struct Evidence(uint Boot, uint Seq, int Index, string Channel, long TimeMs, double Value);

/// <summary>
/// One step of an event. <see cref="Id"/> is the same for all its steps and for ever: rule, site, node and the time of
/// the raise. Times are Unix milliseconds.
/// </summary>
public sealed record CityEvent
{
    public required string Id { get; init; }

    public required string Rule { get; init; }

    public required string Kind { get; init; }

    public required string Site { get; init; }

    public required string Node { get; init; }

    public required Severity Severity { get; init; }

    public required EventPhase Phase { get; init; }

    /// <summary>When this step happened, by the readings' time (acknowledgement and absence: the gateway's).</summary>
    public required long TimeMs { get; init; }

    public required long RaisedMs { get; init; }

    /// <summary>Why, in words and numbers.</summary>
    public string Cause { get; init; } = "";

    /// <summary>The last readings before it was raised.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>Who acknowledged.</summary>
    public string? By { get; init; }

    /// <summary>Raises that were swallowed by the hold-off since the event before.</summary>
    public long Suppressed { get; init; }
}
