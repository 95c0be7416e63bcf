namespace SmartCity.Gateway.Forward;

/// <summary>Why a batch, or what is left of it, did not arrive.</summary>
internal enum FailureKind : byte
{
    /// <summary>It arrived.</summary>
    None = 0,

    /// <summary>The same records may pass later: no link, no answer, receiver busy. They are tried again.</summary>
    Temporary,

    /// <summary>These records will never pass, whatever the weather: they go to the dead letters with the reason.</summary>
    Permanent,

    /// <summary>Nothing passes until somebody changes something: credentials refused, certificate not trusted.</summary>
    Final,
}

/// <summary>
/// What became of the records that a sink did not settle one by one with <see cref="SinkBatch.Accept"/> or
/// <see cref="SinkBatch.Refuse"/>. <paramref name="RetryAfter"/> is the receiver's own wish, if it had one.
/// </summary>
internal readonly record struct SendOutcome(FailureKind Kind, string? Reason, TimeSpan? RetryAfter)
{
    /// <summary>The receiver has every record that was not refused on its own, and keeps it.</summary>
    public static SendOutcome Delivered => default;

    public static SendOutcome Temporary(string reason, TimeSpan? retryAfter = null) => new(FailureKind.Temporary, reason, retryAfter);

    public static SendOutcome Permanent(string reason) => new(FailureKind.Permanent, reason, null);

    public static SendOutcome Final(string reason) => new(FailureKind.Final, reason, null);
}
