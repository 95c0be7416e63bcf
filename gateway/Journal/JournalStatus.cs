namespace SmartCity.Journal;

/// <summary>What the journal can do at the moment.</summary>
public enum JournalState
{
    /// <summary>Takes everything.</summary>
    Open = 0,

    /// <summary>No room for telemetry; events go into their reserve while it lasts. Resumes when there is room.</summary>
    DiskFull,

    /// <summary>The file system takes no writes. Resumes when it does.</summary>
    ReadOnly,

    /// <summary>The directory is not there. Resumes when it is back.</summary>
    DirectoryGone,

    /// <summary>A write or fdatasync failed. Resumes in a new segment once what was committed has been read back from the medium.</summary>
    IoError,

    Closed,
}

/// <summary>A state, why, and since when (Unix milliseconds, wall clock).</summary>
public sealed record JournalStatus(JournalState State, string? Reason, long SinceMs);

/// <summary>Why records went.</summary>
public enum EvictionCause
{
    /// <summary>The lane's bound in bytes.</summary>
    Bytes = 0,

    /// <summary>The lane's bound in age.</summary>
    Age,
}

/// <summary>Records about to go: a whole segment of a lane that somebody has not acknowledged, or that nobody follows.</summary>
/// <param name="From">First sequence.</param>
/// <param name="To">One past the last.</param>
/// <param name="Unacknowledged">By cursor, what it had yet to acknowledge; empty when there is no cursor.</param>
public sealed record Eviction(Lane Lane, long From, long To, EvictionCause Cause, IReadOnlyList<(string Cursor, long From, long To)> Unacknowledged);

/// <summary>Told what happens to the journal. Called on the writer's thread: be brief, wait for no append.</summary>
public interface IJournalObserver
{
    /// <summary>
    /// Records are about to go; they can still be read (<see cref="IJournal.OpenReader"/> from <c>From</c> to <c>To</c>).
    /// Events appended and states put from within are durable before the records are gone.
    /// </summary>
    void Evicting(IJournal journal, Eviction eviction);

    /// <summary>Damage was found after opening.</summary>
    void Lost(RecoveryFinding finding);

    void StatusChanged(JournalStatus status);
}
