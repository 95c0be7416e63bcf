using System.Security.Cryptography;

namespace SmartCity.Journal;

/// <summary>How a journal is kept. The defaults are <see cref="JournalDefaults"/>.</summary>
public sealed record JournalOptions
{
    /// <summary>Bytes of a segment file; a multiple of 512. May change between openings.</summary>
    public int SegmentBytes { get; init; } = JournalDefaults.SegmentBytes;

    /// <summary>Payload bytes of a record at most.</summary>
    public int MaxRecordBytes { get; init; } = JournalDefaults.MaxRecordBytes;

    /// <summary>How long data waits for company before it is committed, unless there was none for ten times as long; 100 to 250 ms spare the flash.</summary>
    public TimeSpan Linger { get; init; } = JournalDefaults.Linger;

    /// <summary>How long acknowledgements and states wait for a commit to ride in.</summary>
    public TimeSpan ControlLinger { get; init; } = JournalDefaults.ControlLinger;

    /// <summary>Bytes of disk for telemetry, whole segments.</summary>
    public long DataBytes { get; init; } = JournalDefaults.DataBytes;

    /// <summary>Bytes of disk for events, whole segments.</summary>
    public long EventBytes { get; init; } = JournalDefaults.EventBytes;

    /// <summary>Of the disk, kept zeroed for events alone.</summary>
    public long EventReserveBytes { get; init; } = JournalDefaults.EventReserveBytes;

    /// <summary>Telemetry older than this is evicted, in time the journal ran (no clock step can evict); null: never.</summary>
    public TimeSpan? DataAge { get; init; }

    /// <summary>The same for events.</summary>
    public TimeSpan? EventAge { get; init; }

    /// <summary>Appended bytes that may wait for a stalled disk before <see cref="AppendStatus.Busy"/>.</summary>
    public int PendingBytes { get; init; } = JournalDefaults.PendingBytes;

    /// <summary>True to read every record of sealed segments at opening too; else damage there is named when read.</summary>
    public bool VerifySealed { get; init; }

    /// <summary>After a fault of the disk the first attempt to go on; each further one waits twice as long.</summary>
    public TimeSpan FirstRetry { get; init; } = JournalDefaults.FirstRetry;

    /// <summary>The longest wait between attempts.</summary>
    public TimeSpan LastRetry { get; init; } = JournalDefaults.LastRetry;

    /// <summary>Where random numbers come from; null: the system. Given where a run must be repeatable.</summary>
    public Random? Random { get; init; }

    internal ulong Draw()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        if (Random is not null) Random.NextBytes(bytes);
        else if (!OperatingSystem.IsLinux() || LibC.GetRandom(bytes, bytes.Length, 0) != bytes.Length) RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt64(bytes);
    }

    internal int MaxSegments(Lane lane) =>
        (int)Math.Clamp((lane == Lane.Data ? DataBytes : EventBytes) / SegmentBytes, 2, int.MaxValue);

    internal int ReserveSegments => (int)((EventReserveBytes + SegmentBytes - 1) / SegmentBytes);

    internal TimeSpan? Age(Lane lane) => lane == Lane.Data ? DataAge : EventAge;

    /// <summary>A record takes at most half a segment, so that with a snapshot it always fits a new one.</summary>
    private const int MaxRecordShare = 2;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(SegmentBytes % SegmentBlock.Sector, 0, nameof(SegmentBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentBytes, 8 * SegmentBlock.Sector, nameof(SegmentBytes));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxRecordBytes, Math.Min(RecordFormat.MaxLength, SegmentBytes / MaxRecordShare), nameof(MaxRecordBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxRecordBytes);
    }
}
