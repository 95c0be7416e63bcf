using System.Text.Json.Serialization;

namespace SmartCity.Pipeline.Config;

/// <summary>What is done when an event is raised.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(CommandAction), "command")]
[JsonDerivedType(typeof(OutputAction), "output")]
public abstract record ActionOptions
{
    public IReadOnlyList<InterlockOptions> Interlocks { get; init; } = [];

    /// <summary>An event whose readings are older than this when they arrive only gets recorded: its moment is over.</summary>
    public double MaxAgeSeconds { get; init; } = 60;
}

/// <summary>A command to a node, such as <c>valve</c> <c>closed</c>.</summary>
public sealed record CommandAction : ActionOptions
{
    public required string Command { get; init; }

    public string? Argument { get; init; }

    /// <summary>The node it goes to; the event's own when left out.</summary>
    public string? Node { get; init; }

    /// <summary>Seconds to wait for the node's answer, each attempt.</summary>
    public double TimeoutSeconds { get; init; } = 10;

    public int Attempts { get; init; } = 2;

    /// <summary>A reading that proves the outcome; the node's word is enough when left out.</summary>
    public ConditionOptions? Confirm { get; init; }
}

/// <summary>An output of the gateway's own, such as a siren.</summary>
public sealed record OutputAction : ActionOptions
{
    public required string Output { get; init; }

    public bool On { get; init; } = true;

    /// <summary>Seconds until it goes back; 0 leaves it.</summary>
    public double ForSeconds { get; init; }
}

/// <summary>A demand on the latest reading of a channel of the target node; bounds are inclusive.</summary>
public record ConditionOptions
{
    public required string Channel { get; init; }

    public double? AtLeast { get; init; }

    public double? AtMost { get; init; }

    /// <summary>Seconds the reading may be old.</summary>
    public double MaxAgeSeconds { get; init; } = 60;
}

/// <summary>What must hold for an action to be taken at all. Of several all must.</summary>
public sealed record InterlockOptions
{
    public ConditionOptions? Require { get; init; }

    /// <summary>Least seconds since the same action on the same target.</summary>
    public double? MinIntervalSeconds { get; init; }

    /// <summary>Most times in 24 hours for the same action on the same target.</summary>
    public int? MaxPerDay { get; init; }
}
