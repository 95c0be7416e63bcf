using SmartCity.Journal;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Forward;

/// <summary>
/// One record on its way out. <see cref="Pack"/> and <see cref="Payload"/> belong to the engine and are valid until the
/// send returns.
/// </summary>
internal readonly record struct SinkRecord
{
    public required Lane Lane { get; init; }

    /// <summary>Place in the lane of the journal; together with the journal's identity a name for ever.</summary>
    public required long Sequence { get; init; }

    public required byte Type { get; init; }

    /// <summary>Unix milliseconds at which the journal took it.</summary>
    public required long JournaledMs { get; init; }

    /// <summary>True when it did not go out as it came in, but from the backlog.</summary>
    public required bool Historical { get; init; }

    public required Pack Pack { get; init; }

    /// <summary>The journal's own bytes.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Entry of the dead letters that is tried again, or -1.</summary>
    public required long DeadLetter { get; init; }
}
