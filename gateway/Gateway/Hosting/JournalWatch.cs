using SmartCity.Journal;

namespace SmartCity.Gateway.Hosting;

/// <summary>Puts into the log what happens to the journal, and counts what went.</summary>
internal sealed partial class JournalWatch(ILogger logger) : IJournalObserver
{
    private long _evicted;
    private long _lost;

    /// <summary>Records evicted since the start, by bytes or age.</summary>
    public long Evicted => Volatile.Read(ref _evicted);

    /// <summary>Records found damaged after opening.</summary>
    public long Lost => Volatile.Read(ref _lost);

    public void Evicting(IJournal journal, Eviction eviction)
    {
        Interlocked.Add(ref _evicted, eviction.To - eviction.From);
        EvictedBounds(logger, eviction.Lane, eviction.From, eviction.To, eviction.Cause);
        foreach (var (cursor, from, to) in eviction.Unacknowledged) Unforwarded(logger, eviction.Lane, from, to, cursor);
    }

    void IJournalObserver.Lost(RecoveryFinding finding)
    {
        Interlocked.Add(ref _lost, finding.Lost);
        Damaged(logger, finding);
    }

    public void StatusChanged(JournalStatus status)
    {
        if (status.State is JournalState.Open or JournalState.Closed) Usable(logger, status.State);
        else Unusable(logger, status.State, status.Reason);
    }

    /// <summary>What opening found.</summary>
    public void Opened(RecoveryReport report)
    {
        Recovered(logger, report.Records, report.Segments, report.Duration.TotalMilliseconds);
        foreach (var finding in report.Findings) Damaged(logger, finding);
    }

    [LoggerMessage(1800, LogLevel.Information, "Journal recovered: {Records} records in {Segments} segments, {Milliseconds} ms")]
    private static partial void Recovered(ILogger logger, long records, int segments, double milliseconds);

    [LoggerMessage(1801, LogLevel.Error, "Journal damaged: {Finding}")]
    private static partial void Damaged(ILogger logger, RecoveryFinding finding);

    [LoggerMessage(1802, LogLevel.Information, "Journal is {State}")]
    private static partial void Usable(ILogger logger, JournalState state);

    [LoggerMessage(1803, LogLevel.Error, "Journal takes nothing: {State}: {Reason}")]
    private static partial void Unusable(ILogger logger, JournalState state, string? reason);

    [LoggerMessage(1804, LogLevel.Warning, "Journal evicts {Lane} {From} to {To} (exclusive) for {Cause}")]
    private static partial void EvictedBounds(ILogger logger, Lane lane, long from, long to, EvictionCause cause);

    [LoggerMessage(1805, LogLevel.Error, "Journal evicts {Lane} {From} to {To} (exclusive) before {Cursor} has forwarded them")]
    private static partial void Unforwarded(ILogger logger, Lane lane, long from, long to, string cursor);
}
