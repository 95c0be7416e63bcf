namespace SmartCity.Journal;

/// <summary>Turns a directory into lanes, cursors and states; the header of <see cref="DurableLog"/> says how and why.</summary>
internal sealed class Recovery(IStorage storage, JournalOptions options) : IDisposable
{
    private readonly List<RecoveryFinding> _findings = [];
    private readonly List<int> _spares = [];
    private readonly List<int> _remakes = [];
    private readonly List<int> _held = [];
    private List<Found> _found = [];
    private readonly ScanBuffer _buffer = new();

    public IReadOnlyList<RecoveryFinding> Findings => _findings;

    /// <summary>Slots ready for use.</summary>
    public IReadOnlyList<int> Spares => _spares;

    /// <summary>Slots whose files are done with but of the wrong size.</summary>
    public IReadOnlyList<int> Remakes => _remakes;

    /// <summary>Slots done with but for cursors and states in them: free once these are whole in another file.</summary>
    public IReadOnlyList<int> Held => _held;

    public ulong JournalId { get; private set; }

    /// <summary>Highest slot number in the directory.</summary>
    public int MaxSlot { get; private set; }

    public long MaxSegmentId { get; private set; }

    public long RunMs { get; private set; }

    public int Scanned { get; private set; }

    /// <summary>Segments of a lane, oldest first.</summary>
    public IEnumerable<Found> Lane(Lane lane) => _found.Where(f => f.Identity.Lane == lane);

    public void Run(ControlTable control)
    {
        Classify();
        _found.Sort((a, b) => a.Id.CompareTo(b.Id));
        foreach (var lane in Lanes.All) SetCeilings(lane);
        foreach (var found in _found)
            if (options.VerifySealed || !found.IsSealed) Scan(found);
        var snapshot = ControlRecovery.Run(_found, control, Scan, _findings);
        foreach (var lane in Lanes.All) CheckChain(lane, control.Start(lane), snapshot);
        foreach (var found in _found)
        {
            if (found.Scan is { } scan) _findings.AddRange(scan.Findings);
            RunMs = Math.Max(RunMs, Math.Max(found.Scan?.RunMs ?? 0, found.Identity.SealedRunMs));
        }
    }

    public void Dispose() => _buffer.Dispose();

    private void Classify()
    {
        var files = new List<SlotFile>();
        foreach (var name in storage.List())
        {
            if (!Layout.TrySlot(name, out var slot)) continue;
            MaxSlot = Math.Max(MaxSlot, slot);
            files.Add(SlotFile.Read(storage, name, slot, options.SegmentBytes));
        }
        // One file that cannot be read is a damaged file; when none can, the disk is, and nothing is to be moved for it.
        if (files.Find(f => f.Fault is not null) is { Fault: { } fault } && files.TrueForAll(f => f.Identity is null)) throw fault;
        JournalId = Elect(files);
        var segments = new Dictionary<long, Found>();
        foreach (var file in files.OrderBy(f => f.Slot))
        {
            if (file.Identity is not { } identity) Unreadable(file);
            else if (identity.JournalId != JournalId) MoveAside(file, FindingKind.ForeignSegment);
            else if (identity.State == SegmentState.Spare) Spare(file);
            else Place(segments, new Found(file, identity));
        }
        _found = [.. segments.Values];
        foreach (var found in _found)
        {
            MaxSegmentId = Math.Max(MaxSegmentId, found.Id);
            if (found.Identity.Slot != found.File.Slot) Find(FindingKind.SwappedSegment, found.File, found.Identity);
        }
    }

    /// <summary>The identity that most files carry, the newest where there are as many; a new one for an empty directory.</summary>
    private ulong Elect(List<SlotFile> files)
    {
        var votes = files.Where(f => f.Identity is not null).GroupBy(f => f.Identity!.Value.JournalId)
            .OrderByDescending(g => g.Count()).ThenByDescending(g => g.Max(f => f.Identity!.Value.SegmentId)).FirstOrDefault();
        return votes?.Key ?? options.Draw();
    }

    /// <summary>Two files with one number: a copy was put there. The one under its own name stays.</summary>
    private void Place(Dictionary<long, Found> segments, Found found)
    {
        if (!segments.TryGetValue(found.Id, out var other))
        {
            segments[found.Id] = found;
            return;
        }
        var (stays, goes) = found.Identity.Slot == found.File.Slot ? (found, other) : (other, found);
        segments[found.Id] = stays;
        MoveAside(goes.File, FindingKind.ForeignSegment);
    }

    private void Spare(SlotFile file)
    {
        if (file.Length == options.SegmentBytes) _spares.Add(file.Slot);
        else _remakes.Add(file.Slot);
    }

    private void Unreadable(SlotFile file) =>
        MoveAside(file, file.HeadZero && IsZero(file) ? FindingKind.ZeroedSegment : FindingKind.UnknownFile);

    private bool IsZero(SlotFile file)
    {
        using var open = storage.Open(file.Name);
        var chunk = new byte[64 << 10];
        for (var at = 0L; at < file.Length; at += chunk.Length)
            if (chunk.AsSpan(0, PatientRead.Read(open, chunk, at)).ContainsAnyExcept((byte)0)) return false;
        return true;
    }

    private void SetCeilings(Lane lane)
    {
        Found? older = null;
        foreach (var found in Lane(lane))
        {
            if (older is not null) older.Ceiling = found.Identity.FirstSequence;
            older = found;
        }
        // An abandoned segment may begin where its successor does; what came before either ends there too.
        var least = long.MaxValue;
        foreach (var found in Lane(lane).Reverse())
        {
            found.Ceiling = Math.Min(found.Ceiling, least);
            least = Math.Min(least, found.Identity.FirstSequence);
        }
    }

    private ScanResult Scan(Found found)
    {
        if (found.Scan is not null) return found.Scan;
        Scanned++;
        return found.Scan = SegmentReader.Read(storage, found, JournalId, _buffer);
    }

    /// <summary>Names what is missing between segments, and sorts out those below the lane's start.</summary>
    private void CheckChain(Lane lane, long start, long snapshot)
    {
        var expected = start;
        Found? newest = null;
        foreach (var found in Lane(lane).ToList())
        {
            newest = found;
            if (found.EndSequence <= start && found.Ceiling <= start)
            {
                // Evicted, and its file not yet used again.
                Reuse(found, snapshot);
                continue;
            }
            if (found.Identity.FirstSequence > expected)
                _findings.Add(new RecoveryFinding(FindingKind.MissingSegment, "", lane, expected, found.Identity.FirstSequence, 0, 0));
            expected = Math.Max(expected, found.EndSequence);
            if (found.EndSequence <= found.Identity.FirstSequence && found.Ceiling != long.MaxValue) Reuse(found, snapshot);
        }
        if (newest is { IsSealed: true } && newest.Identity.NextSegmentId > newest.Id)
            _findings.Add(new RecoveryFinding(FindingKind.MissingSegment, "", lane, expected, expected, 0, 0));
    }

    private void Reuse(Found found, long snapshot)
    {
        _found.Remove(found);
        var held = found.Scan is { } scan && scan.Controls.Exists(c => c.Version >= snapshot);
        var whole = !found.Truncated && found.Identity.SegmentBytes == options.SegmentBytes;
        // One that is held and of another size is left for the next start, which finds a newer snapshot.
        if (whole) (held ? _held : _spares).Add(found.File.Slot);
        else if (!held) _remakes.Add(found.File.Slot);
    }

    private void MoveAside(SlotFile file, FindingKind kind)
    {
        Find(kind, file, file.Identity);
        var copy = 0;
        while (storage.Exists(Layout.AsideName(file.Name, copy))) copy++;
        storage.Rename(file.Name, Layout.AsideName(file.Name, copy));
        storage.SyncDirectory();
    }

    private void Find(FindingKind kind, SlotFile file, SegmentBlock? identity)
    {
        var sequence = identity?.FirstSequence ?? 0;
        _findings.Add(new RecoveryFinding(kind, file.Name, identity?.Lane, sequence, sequence, 0, file.Length));
    }
}
