namespace SmartCity.Journal;

/// <summary>Finds the newest whole snapshot of cursors and states and plays what came after it.</summary>
internal static class ControlRecovery
{
    /// <returns>Version of the snapshot: what is of this version or newer is not whole anywhere else.</returns>
    public static long Run(List<Found> segments, ControlTable control, Func<Found, ScanResult> scan, List<RecoveryFinding> findings)
    {
        for (var at = segments.Count - 1; at >= 0; at--)
        {
            scan(segments[at]);
            if (!HasSnapshot(segments[at])) continue;
            // Changes newer than the snapshot stand in this segment, in newer ones, or in the one that the other lane wrote then.
            var other = segments.FindLastIndex(at, f => f.Identity.Lane != segments[at].Identity.Lane);
            if (other >= 0) scan(segments[other]);
            var version = Play(segments, control);
            Name(segments.Skip(at + 1), findings);
            return version;
        }
        if (segments.Count == 0) return 0;
        Name(segments, findings);
        return Play(segments, control);
    }

    public static bool HasSnapshot(Found found) => found.Scan is { } scan && NewestSnapshot(scan.Controls) is not null;

    private static long Play(List<Found> segments, ControlTable control)
    {
        var scanned = segments.Where(f => f.Scan is not null).Select(f => f.Scan!.Controls).ToList();
        var from = scanned.Max(NewestSnapshot) ?? 0;
        // What is left of a later snapshot that is not whole says nothing: its acknowledgements hold with its starts alone.
        foreach (var record in scanned.SelectMany(c => c).Where(r => r.Version == from || (r.Version > from && !r.Part)).OrderBy(r => r.Version))
        {
            if (record.Kind == RecordKind.SnapshotBegin && record.Version == from) control.Reset();
            if (record.Kind == RecordKind.SnapshotBegin && record.Pairs == 2)
                foreach (var lane in Lanes.All) control.SetStart(lane, ControlFormat.ReadPair(record.Body, (int)lane).First);
            control.Apply(record);
        }
        // A version is given once: what is left of a snapshot must not be taken for part of the next.
        control.Version = scanned.SelectMany(c => c).Select(r => r.Version).Append(control.Version).Max();
        return from;
    }

    private static long? NewestSnapshot(List<ControlRecord> controls)
    {
        for (var at = controls.Count - 1; at >= 0; at--)
        {
            if (controls[at].Kind != RecordKind.SnapshotEnd || controls[at].Pairs != 1) continue;
            var version = controls[at].Version;
            var records = ControlFormat.ReadPair(controls[at].Body, 0).First;
            if (controls.Count(r => r.Version == version) == records + 2) return version;
        }
        return null;
    }

    /// <summary>A snapshot that is not whole is damage only where the commit it came with is known to have been.</summary>
    private static void Name(IEnumerable<Found> without, List<RecoveryFinding> findings)
    {
        foreach (var found in without.Where(f => f.Scan is { Marks: > 1 }))
            findings.Add(new RecoveryFinding(FindingKind.DamagedControl, found.File.Name, null, 0, 0, 0, 0));
    }
}
