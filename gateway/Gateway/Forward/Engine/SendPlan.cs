namespace SmartCity.Gateway.Forward.Engine;

/// <summary>What a sink's scheduler sees when it decides.</summary>
/// <param name="Event">An event waits.</param>
/// <param name="Live">Live records that wait.</param>
/// <param name="LiveAge">Age of the oldest of them.</param>
/// <param name="Backlog">Backlog, a loss or windows wait.</param>
/// <param name="Asked">Something waits that a person has asked to be sent again.</param>
internal readonly record struct Waiting(bool Event, long Live, TimeSpan LiveAge, bool Backlog, bool Asked = false);

/// <summary>
/// A decision: wait, or send a batch of at most these bytes and records, of which events and live traffic together may
/// take the first so many.
/// </summary>
/// <param name="Wait">How long to wait before deciding again; zero to send now; null for any time.</param>
internal readonly record struct SendPlan(TimeSpan? Wait, int Bytes, int LiveBytes, int Records, int LiveRecords)
{
    /// <summary>A record that comes in ends the wait.</summary>
    public bool UntilRecord { get; init; }

    /// <summary>Backlog waits and is not to go now.</summary>
    public bool HoldsBacklog { get; init; }

    public static SendPlan ForRecords => new(null, 0, 0, 0, 0) { UntilRecord = true };

    public static SendPlan Pause(TimeSpan wait) => new(wait, 0, 0, 0, 0);

    public bool Send => Wait == TimeSpan.Zero;
}
