namespace SmartCity.Journal;

/// <summary>Finds the newest whole snapshot of cursors and states and plays what came after it.</summary>
internal static class ControlRecovery
{
    public static void Run(List<Found> segments, ControlTable control, Func<Found, ScanResult> scan, List<RecoveryFinding> findings)
    {
        for (var at = segments.Count - 1; at >= 0; at--)
        {
            var scanned = scan(segments[at]);
            if (NewestSnapshot(scanned.Controls) is not { } version) continue;
            // Changes newer than the snapshot stand in this segment, in newer ones, or in the one that the other lane wrote then.
            var other = segments.FindLastIndex(at, f => f.Identity.Lane != segments[at].Identity.Lane);
            if (other >= 0) scan(segments[other]);
            Play(segments, control, version);
            if (segments.Skip(at + 1).Any(f => f.EndSequence > f.Identity.FirstSequence)) Damaged(segments[^1], findings);
            return;
        }
        if (segments.Count == 0) return;
        Play(segments, control, 0);
        Damaged(segments[^1], findings);
    }

    private static void Play(List<Found> segments, ControlTable control, long from)
    {
        var records = segments.Where(f => f.Scan is not null).SelectMany(f => f.Scan!.Controls)
            .Where(r => r.Version >= from && r.Kind is not RecordKind.Mark).OrderBy(r => r.Version);
        foreach (var record in records)
        {
            if (record.Kind == RecordKind.SnapshotBegin && record.Pairs == 2)
                foreach (var lane in Lanes.All) control.SetStart(lane, ControlFormat.ReadPair(record.Body, (int)lane).First);
            control.Apply(record);
        }
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

    private static void Damaged(Found newest, List<RecoveryFinding> findings) =>
        findings.Add(new RecoveryFinding(FindingKind.DamagedControl, newest.File.Name, null, 0, 0, 0, 0));
}
