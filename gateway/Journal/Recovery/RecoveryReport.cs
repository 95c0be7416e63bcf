namespace SmartCity.Journal;

public enum FindingKind
{
    /// <summary>The last commit before a crash is incomplete; it was never acknowledged, unless the medium lost it later.</summary>
    TornTail = 0,

    /// <summary>Bytes that are no record between records that are intact.</summary>
    DamagedRecord,

    /// <summary>A segment that its neighbours prove to have been is not there.</summary>
    MissingSegment,

    /// <summary>The file is shorter than its segment.</summary>
    TruncatedSegment,

    /// <summary>The file holds zeros where a segment was.</summary>
    ZeroedSegment,

    /// <summary>The file stands under another segment's name; its records are used all the same.</summary>
    SwappedSegment,

    /// <summary>A segment of another journal, or an old copy of one of ours; moved aside.</summary>
    ForeignSegment,

    /// <summary>Neither copy of the identity can be read, or its version is not known; moved aside.</summary>
    UnknownFile,

    /// <summary>Cursors and states had to be taken from an older snapshot: some records may be read again.</summary>
    DamagedControl,

    /// <summary>After an I/O error: what was committed could not be read back.</summary>
    LostAfterError,
}

/// <summary>Something found that should not be.</summary>
/// <param name="File">File name in the directory.</param>
/// <param name="Lane">Lane, or null when not known.</param>
/// <param name="From">First sequence that may be lost.</param>
/// <param name="To">One past the last; equal to <paramref name="From"/> when no record is.</param>
/// <param name="Offset">Byte offset in the file.</param>
/// <param name="Bytes">Bytes concerned.</param>
public sealed record RecoveryFinding(FindingKind Kind, string File, Lane? Lane, long From, long To, long Offset, long Bytes)
{
    public long Lost => To - From;
}

/// <summary>What opening found.</summary>
/// <param name="Duration">How long it took.</param>
/// <param name="Segments">Segments in use.</param>
/// <param name="Scanned">Of those, read record by record.</param>
/// <param name="Records">Records kept, damage in unread segments not yet taken off.</param>
public sealed record RecoveryReport(TimeSpan Duration, int Segments, int Scanned, long Records, IReadOnlyList<RecoveryFinding> Findings);
