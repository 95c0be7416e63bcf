namespace SmartCity.Pipeline.Model;

/// <summary>Why packs are not, or not as they were, where they should be.</summary>
public enum LossCause : byte
{
    /// <summary>The node dropped them itself: its outbox was full, or its flash refused.</summary>
    Dropped = 1,

    /// <summary>The gateway refused them: malformed, or too large.</summary>
    Refused,

    /// <summary>The receiver refused them for good; they lie in the sink's dead letters.</summary>
    Rejected,

    /// <summary>Their records in the journal were damaged.</summary>
    Corrupted,

    /// <summary>The journal's bounds took them.</summary>
    Evicted,

    /// <summary>The journal's bounds took them, and windows (<see cref="WindowSet"/>) stand for their readings.</summary>
    Thinned,
}

/// <summary>Pack numbers, both inclusive.</summary>
public readonly record struct SeqRange(uint From, uint To)
{
    public long Count => To - (long)From + 1;

    public override string ToString() => From == To ? $"{From}" : $"{From}-{To}";
}

/// <summary>One entry of the loss manifest: packs of one boot of one node, and what took them.</summary>
public sealed record Loss
{
    public required LossCause Cause { get; init; }

    /// <summary>Unix milliseconds at which it was written down.</summary>
    public required long AtMs { get; init; }

    /// <summary>Name of the gateway that wrote it.</summary>
    public required string Gateway { get; init; }

    public required string Site { get; init; }

    /// <summary>The node, or empty when that is not known any more.</summary>
    public required string Node { get; init; }

    /// <summary>The boot, or null when the packs have no known names.</summary>
    public uint? Boot { get; init; }

    /// <summary>Pack numbers within the boot; <see cref="Packs"/> of these, which is all of them unless the node joined ranges.</summary>
    public IReadOnlyList<SeqRange> Ranges { get; init; } = [];

    public required long Packs { get; init; }

    /// <summary>Readings in them, or null when nobody knows.</summary>
    public long? Readings { get; init; }

    /// <summary>More in words, or null.</summary>
    public string? Why { get; init; }

    /// <summary>The sinks concerned; empty: all.</summary>
    public IReadOnlyList<string> Sinks { get; init; } = [];

    /// <summary>The cause in one word, as every sink carries it.</summary>
    public string CauseName => Cause switch
    {
        LossCause.Dropped => "dropped",
        LossCause.Refused => "refused",
        LossCause.Rejected => "rejected",
        LossCause.Corrupted => "corrupted",
        LossCause.Evicted => "evicted",
        _ => "thinned",
    };
}
