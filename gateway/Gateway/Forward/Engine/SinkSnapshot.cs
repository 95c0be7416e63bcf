namespace SmartCity.Gateway.Forward.Engine;

/// <summary>One sink at one moment, for people and metrics. Totals count from the start of the process.</summary>
/// <param name="BacklogPacks">Records kept and not acknowledged, exact.</param>
/// <param name="BacklogReadings">The same in readings: packs times the mean readings of the packs this sink has sent.</param>
/// <param name="LiveLag">Age of the oldest live record of the batch delivered last, at delivery.</param>
/// <param name="OldestMs">Unix milliseconds of the oldest record that waits, or null.</param>
/// <param name="PacksPerSecond">Delivered packs a second over the last batches.</param>
/// <param name="DeadLetters">Records refused for good and not yet replayed.</param>
internal sealed record SinkSnapshot(
    string Name,
    SinkState State,
    long ForwardedPacks,
    long ForwardedReadings,
    long HistoricalPacks,
    long BacklogPacks,
    long BacklogReadings,
    long BacklogPeakPacks,
    long BacklogPeakReadings,
    TimeSpan LiveLag,
    long? OldestMs,
    double PacksPerSecond,
    long DeadLetters,
    int FailuresInARow,
    long Failures,
    string? LastError,
    long? LastErrorMs)
{
    /// <summary>Records of spans asked for once more that are still to go; no part of the backlog.</summary>
    public long Replaying { get; init; }

    /// <summary>When the backlog, which waits for its hours, may go, in local time; null when it does not wait for them.</summary>
    public DateTimeOffset? BacklogFrom { get; init; }

    /// <summary>How long the backlog takes at the present rate, or null when nothing moves.</summary>
    public TimeSpan? Drain => PacksPerSecond > 0 ? TimeSpan.FromSeconds(Math.Min(BacklogPacks / PacksPerSecond, int.MaxValue)) : null;
}
