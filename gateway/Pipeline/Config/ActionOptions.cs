using System.Text.Json.Serialization;

namespace SmartCity.Pipeline.Config;

/// <summary>What is done when an event is raised.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(CommandAction), "command")]
[JsonDerivedType(typeof(OutputAction), "output")]
public abstract record ActionOptions
{
    public IReadOnlyList<InterlockOptions> Interlocks { get; set; } = [];

    /// <summary>An event whose readings are older than this when they arrive only gets recorded: its moment is over.</summary>
    public double MaxAgeSeconds { get; set; } = 60;
}

/// <summary>A command to a node: <c>valve</c> (with output name and state), <c>sample-now</c>, <c>identify</c>, …</summary>
public sealed record CommandAction : ActionOptions
{
    public required string Command { get; init; }

    /// <summary>Output of the node that a <c>valve</c> command moves.</summary>
    public string? Output { get; set; }

    /// <summary><c>open</c> or <c>closed</c>.</summary>
    public string? State { get; set; }

    /// <summary>Seconds after which the node takes the output back by itself; 0 leaves that to its own limit.</summary>
    public double ForSeconds { get; set; }

    /// <summary>The node it goes to; the event's own when left out.</summary>
    public string? Node { get; set; }

    /// <summary>Seconds to wait for the node's answer, each attempt.</summary>
    public double TimeoutSeconds { get; set; } = 10;

    public int Attempts { get; set; } = 2;

    /// <summary>A reading that proves the outcome; the node's word is enough when left out.</summary>
    public ConditionOptions? Confirm { get; set; }
}

/// <summary>An output of the gateway's own, such as a siren.</summary>
public sealed record OutputAction : ActionOptions
{
    public required string Output { get; init; }

    public bool On { get; set; } = true;

    /// <summary>Seconds until it goes back; 0 leaves it.</summary>
    public double ForSeconds { get; set; }
}

/// <summary>A demand on the latest reading of a channel of the target node; bounds are inclusive.</summary>
public record ConditionOptions
{
    public required string Channel { get; init; }

    public double? AtLeast { get; set; }

    public double? AtMost { get; set; }

    /// <summary>Seconds the reading may be old.</summary>
    public double MaxAgeSeconds { get; set; } = 60;
}

/// <summary>What must hold for an action to be taken at all. Of several all must.</summary>
public sealed record InterlockOptions
{
    public ConditionOptions? Require { get; set; }

    /// <summary>Least seconds since the same action on the same target.</summary>
    public double? MinIntervalSeconds { get; set; }

    /// <summary>Most times in 24 hours for the same action on the same target.</summary>
    public int? MaxPerDay { get; set; }
}
