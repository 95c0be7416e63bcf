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

    /// <summary>
    /// What <see cref="Type"/> says. A loss and windows are a <see cref="Pack"/> of the gateway's own as well, with a key of
    /// its own: a sink renders them from <see cref="Loss"/> and <see cref="Windows"/> where its protocol has a form for that,
    /// sends the pack where it has not, and accepts them in silence where it cannot say them at all.
    /// </summary>
    public RecordKind Kind => (RecordKind)Type;

    /// <summary>Unix milliseconds at which the journal took it.</summary>
    public required long JournaledMs { get; init; }

    /// <summary>True when it did not go out as it came in, but from the backlog.</summary>
    public required bool Historical { get; init; }

    public required Pack Pack { get; init; }

    /// <summary>The entry of the loss manifest, when it is one.</summary>
    public Loss? Loss { get; init; }

    /// <summary>The windows, when it is these.</summary>
    public WindowSet? Windows { get; init; }

    /// <summary>In one word, for topics and types: <c>event</c>, <c>data</c>, <c>loss</c> or <c>window</c>.</summary>
    public string LaneName => Kind switch
    {
        RecordKind.Loss => "loss",
        RecordKind.Windows => "window",
        _ => Pack.IsEvent ? "event" : "data",
    };

    /// <summary>The journal's own bytes.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Entry of the dead letters that is tried again, or -1.</summary>
    public required long DeadLetter { get; init; }

    /// <summary>True when somebody asked for its span of time once more; its place in the journal is acknowledged already.</summary>
    public bool Replayed { get; init; }

    /// <summary>True when its place in the journal does not say whether it was sent.</summary>
    public bool Again => DeadLetter >= 0 || Replayed;
}
