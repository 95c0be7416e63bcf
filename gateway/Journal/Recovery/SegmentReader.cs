namespace SmartCity.Journal;

/// <summary>Reads one segment whole and makes a <see cref="ScanResult"/> of it.</summary>
internal static class SegmentReader
{
    public static ScanResult Read(IStorage storage, Found found, ulong journalId, ref byte[] buffer)
    {
        var identity = found.Identity;
        var end = (int)Math.Min(found.File.Length, Layout.DataEnd(identity.SegmentBytes));
        if (buffer.Length < end) buffer = GC.AllocateUninitializedArray<byte>(end);
        using var file = storage.Open(found.File.Name);
        var bytes = buffer.AsSpan(0, file.Read(buffer.AsSpan(0, end), 0));
        return Scan(bytes, found, Salt.Of(journalId, identity.SegmentId));
    }

    private static ScanResult Scan(ReadOnlySpan<byte> bytes, Found found, in Salt salt)
    {
        var result = new ScanResult { RunMs = found.Identity.CreatedRunMs };
        var next = found.Identity.FirstSequence;
        var at = Layout.DataOffset;
        int runEnd = at, good = at;
        var promised = next;
        while (at <= bytes.Length - RecordFormat.HeaderBytes)
        {
            if (!SegmentScan.IsIntact(bytes, at, salt, next, out var header, out var sequence))
            {
                var resumed = SegmentScan.FindIntact(bytes, at + 2, salt, next, out var after);
                if (resumed < 0) break;
                after = Math.Min(after, found.Ceiling);
                if (next < found.Ceiling) result.Findings.Add(Finding(FindingKind.DamagedRecord, found, next, after, at, resumed - at));
                (at, next) = (resumed, after);
                continue;
            }
            var payload = bytes.Slice(at + RecordFormat.HeaderBytes, header.Length);
            if (header.Kind == RecordKind.Data)
            {
                // A commit that failed and was written again in the next segment: what is here never counted.
                if (sequence >= found.Ceiling) break;
                result.MinTimeMs = Math.Min(result.MinTimeMs, header.TimeMs);
                result.MaxTimeMs = Math.Max(result.MaxTimeMs, header.TimeMs);
                next = sequence + 1;
            }
            else if (ControlFormat.TryRead(header.Kind, payload, out var control))
            {
                if (header.Kind == RecordKind.Mark && control.Pairs > 0)
                {
                    var (size, records) = ControlFormat.ReadPair(control.Body, 0);
                    runEnd = at + header.Size + (int)Math.Clamp(size, 0, bytes.Length - at - header.Size);
                    promised = Math.Max(promised, sequence + records);
                    result.RunMs = Math.Max(result.RunMs, header.TimeMs);
                }
                else
                {
                    result.Controls.Add(control);
                }
            }
            at += header.Size;
            good = at;
        }
        promised = Math.Min(promised, found.Ceiling);
        if (good < runEnd && next < found.Ceiling) result.Findings.Add(Finding(FindingKind.TornTail, found, next, Math.Max(next, promised), good, runEnd - good));
        result.EndSequence = Math.Max(next, promised);
        result.EndOffset = good;
        return result;
    }

    private static RecoveryFinding Finding(FindingKind kind, Found found, long from, long to, int at, int bytes) =>
        new(kind, found.File.Name, found.Identity.Lane, from, to, at, bytes);
}
