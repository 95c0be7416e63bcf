using SmartCity.Gateway.Losses;
using SmartCity.Journal;

namespace SmartCity.Gateway.Hosting;

/// <summary>Puts what goes from the journal into the loss manifest, tells the log what happens to it, and counts.</summary>
internal sealed partial class JournalWatch(LossLedger ledger, ILogger logger) : IJournalObserver
{
    private readonly EvictionManifest _evictions = new(ledger);
    private readonly DamageManifest _damage = new(ledger);
    private IJournal? _journal;
    private long _evicted;
    private long _unforwarded;
    private long _lost;

    /// <summary>Records evicted since the start, by bytes or age.</summary>
    public long Evicted => Volatile.Read(ref _evicted);

    /// <summary>Of them and for each cursor, those it had not acknowledged.</summary>
    public long EvictedUnforwarded => Volatile.Read(ref _unforwarded);

    /// <summary>Records found damaged, at opening or later.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <exception cref="StorageException">The manifest cannot be written; nothing is evicted.</exception>
    public void Evicting(IJournal journal, Eviction eviction)
    {
        _evictions.Write(journal, eviction);
        Interlocked.Add(ref _evicted, eviction.To - eviction.From);
        EvictedBounds(logger, eviction.Lane, eviction.From, eviction.To, eviction.Cause);
        foreach (var (cursor, from, to) in eviction.Unacknowledged)
        {
            Interlocked.Add(ref _unforwarded, to - from);
            Unforwarded(logger, eviction.Lane, from, to, cursor);
        }
    }

    void IJournalObserver.Lost(RecoveryFinding finding)
    {
        Interlocked.Add(ref _lost, finding.Lost);
        Damaged(logger, finding);
        if (Volatile.Read(ref _journal) is { } journal) _damage.Write(journal, finding);
    }

    public void StatusChanged(JournalStatus status)
    {
        if (status.State is JournalState.Open or JournalState.Closed) Usable(logger, status.State);
        else Unusable(logger, status.State, status.Reason);
    }

    /// <summary>What opening found.</summary>
    public void Opened(IJournal journal, RecoveryReport report)
    {
        Volatile.Write(ref _journal, journal);
        Recovered(logger, report.Records, report.Segments, report.Duration.TotalMilliseconds);
        foreach (var finding in report.Findings)
        {
            Interlocked.Add(ref _lost, finding.Lost);
            Damaged(logger, finding);
            _damage.Write(journal, finding);
        }
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
