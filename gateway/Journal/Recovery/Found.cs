namespace SmartCity.Journal;

/// <summary>A segment found, on its way to being used.</summary>
internal sealed class Found(SlotFile file, SegmentBlock identity)
{
    public SlotFile File => file;
    public SegmentBlock Identity => identity;
    public long Id => identity.SegmentId;
    public bool IsSealed => identity.State == SegmentState.Sealed && !Truncated;
    public bool HeadLost => file.Head?.SegmentId != identity.SegmentId;
    public bool Truncated => file.Length < identity.SegmentBytes;

    /// <summary>First sequence of the segment that follows in the lane: what this one holds from there on never counted.</summary>
    public long Ceiling { get; set; } = long.MaxValue;

    public ScanResult? Scan { get; set; }

    public long EndSequence => Math.Min(Ceiling, Scan?.EndSequence ?? identity.EndSequence);
}

/// <summary>What reading a segment record by record gave.</summary>
internal sealed class ScanResult
{
    public long EndSequence { get; set; }
    public int EndOffset { get; set; }
    public long MinTimeMs { get; set; } = long.MaxValue;
    public long MaxTimeMs { get; set; } = long.MinValue;
    public long RunMs { get; set; }

    /// <summary>Marks read. Two or more prove that the first commit into the segment was complete: the second was written after it.</summary>
    public int Marks { get; set; }
    public List<ControlRecord> Controls { get; } = [];
    public List<RecoveryFinding> Findings { get; } = [];
}
