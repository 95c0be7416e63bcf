namespace SmartCity.Pipeline.Actions;

/// <summary>Steps of an action.</summary>
public enum ActionPhase : byte
{
    /// <summary>To be sent now (again, when the attempt is above 1).</summary>
    Issued = 0,

    /// <summary>Not taken, because an interlock forbade it or the event was too old.</summary>
    Blocked,

    /// <summary>Done, as the node said or a reading shows.</summary>
    Confirmed,

    /// <summary>The node refused or failed.</summary>
    Failed,

    /// <summary>No answer after all attempts.</summary>
    TimedOut,

    /// <summary>The node said yes; a reading is still to show it.</summary>
    Answered,
}

/// <summary>
/// One step of a command to a node, or (with no node) of an output of the gateway. All steps are journaled: together they
/// show why a valve closed.
/// </summary>
public sealed record ActionStep
{
    /// <summary>The same for all steps; the node knows a repeated command by it. At most 32 plain characters.</summary>
    public required string Id { get; init; }

    public required string EventId { get; init; }

    public required string Site { get; init; }

    /// <summary>Null for an output of the gateway.</summary>
    public string? Node { get; init; }

    /// <summary>Place of the action in its rule.</summary>
    public required int Index { get; init; }

    /// <summary>Command, or output of the gateway.</summary>
    public required string Name { get; init; }

    /// <summary>Output of the node that the command moves, if any.</summary>
    public string? Output { get; init; }

    /// <summary><c>open</c>, <c>closed</c>, <c>on</c>, <c>off</c>.</summary>
    public string? State { get; init; }

    /// <summary>Seconds after which a node takes its output back; 0: its own limit.</summary>
    public double ForSeconds { get; init; }

    public required ActionPhase Phase { get; init; }

    public required long TimeMs { get; init; }

    public int Attempt { get; init; }

    /// <summary>Cause, interlock or answer, in words.</summary>
    public string Why { get; init; } = "";
}
