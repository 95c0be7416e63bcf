namespace SmartCity.Journal;

/// <summary>Every default of the journal in one place.</summary>
public static class JournalDefaults
{
    public const int SegmentBytes = 8 << 20;
    public const int MaxRecordBytes = 64 << 10;

    /// <summary>Bounds by lane: 2 GB hold some 15 million packs of 120 bytes.</summary>
    public const long DataBytes = 2L << 30;
    public const long EventBytes = 256L << 20;

    /// <summary>Zeroed room that only events may take when the disk is full.</summary>
    public const long EventReserveBytes = SegmentBytes;

    /// <summary>Appended bytes that commit without waiting for the linger.</summary>
    public const int CommitBytes = 1 << 20;

    /// <summary>
    /// Records a second above which nothing is won by waiting: a linger is over when it has what this rate brings (32 in
    /// 10 ms, which fill the blocks they touch). Below it commits are as few as the linger makes them, but for the first after a time of quiet.
    /// </summary>
    public const int LingerRecordsPerSecond = 3200;

    /// <summary>Appended bytes that may wait for a stalled disk.</summary>
    public const int PendingBytes = 64 << 20;

    /// <summary>States take at most this part of a segment, for every segment begins with a copy.</summary>
    public const int StateShare = 8;

    /// <summary>So do cursors, half of it for their names and half for ranges; ranges beyond are read again after a crash.</summary>
    public const int CursorShare = 8;

    public static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(10);

    /// <summary>After so many lingers without a commit a record goes at once: that many times fewer are the commits this can add.</summary>
    public const int QuietLingers = 10;

    public static readonly TimeSpan ControlLinger = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan PresenceCheck = TimeSpan.FromSeconds(1);
}
