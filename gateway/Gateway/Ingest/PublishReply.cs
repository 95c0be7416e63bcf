namespace SmartCity.Gateway.Ingest;

/// <summary>What a publisher is told.</summary>
internal enum PublishVerdict
{
    /// <summary>Taken in and durable, or known already: PUBACK.</summary>
    Accepted = 0,

    /// <summary>
    /// Will never be taken in. MQTT 5: PUBACK with a reason code. MQTT 3.1.1 has none, and a message that is not
    /// acknowledged is sent again for ever: PUBACK, a log line and a counter.
    /// </summary>
    Refused,

    /// <summary>
    /// Not now: the journal cannot take it. MQTT 5: PUBACK with a reason code, so that the sender keeps it; MQTT 3.1.1: the
    /// connection is closed without PUBACK, so that the sender comes back with it.
    /// </summary>
    Withheld,
}

/// <summary>The answer to one publish; <paramref name="Text"/> is for the log and for MQTT 5's reason string.</summary>
internal readonly record struct PublishReply(PublishVerdict Verdict, Refusal Reason, string? Text)
{
    public static readonly PublishReply Accepted = new(PublishVerdict.Accepted, Refusal.None, null);

    public static PublishReply Refused(Refusal reason, string text) => new(PublishVerdict.Refused, reason, text);

    public static PublishReply Withheld(Refusal reason, string text) => new(PublishVerdict.Withheld, reason, text);
}
