using System.Runtime.CompilerServices;

namespace SmartCity.Journal;

/// <summary>Reads one segment whole and makes a <see cref="ScanResult"/> of it.</summary>
internal static class SegmentReader
{
    public static ScanResult Read(IStorage storage, Found found, ulong journalId, ScanBuffer buffer)
    {
        var identity = found.Identity;
        var end = (int)Math.Min(found.File.Length, Layout.DataEnd(identity.SegmentBytes));
        using var file = storage.Open(found.File.Name);
        var bytes = buffer.Take(end);
        bytes = bytes[..PatientRead.Read(file, bytes, 0)];
        return Scan(bytes, found, Salt.Of(journalId, identity.SegmentId, identity.Nonce));
    }

    // A start is over before the runtime would come to optimise what it runs.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
            else if (ControlFormat.TryRead(header, payload, out var control))
            {
                if (header.Kind == RecordKind.Mark && control.Pairs > 0)
                {
                    result.Marks++;
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
        Close(result, found, next, promised, good, runEnd);
        return result;
    }

    /// <summary>Says where the segment ends, and names what stood there and is gone.</summary>
    private static void Close(ScanResult result, Found found, long next, long promised, int good, int runEnd)
    {
        var sealedEnd = found.Identity.State == SegmentState.Sealed ? found.Identity.EndSequence : 0;
        var bytesEnd = Math.Max(runEnd, found.Identity.State == SegmentState.Sealed ? found.Identity.EndOffset : 0);
        // Its sealing says where it ended; without one, the first sequence of its successor does, and without that its last mark.
        var end = sealedEnd > 0 ? Math.Min(sealedEnd, found.Ceiling) : found.Ceiling != long.MaxValue ? found.Ceiling : promised;
        end = Math.Max(end, next);
        if (found.Truncated) result.Findings.Add(Finding(FindingKind.TruncatedSegment, found, next, end, good, Math.Max(0, bytesEnd - good)));
        else if (end > next || (good < bytesEnd && next < found.Ceiling))
            result.Findings.Add(Finding(found.Ceiling == long.MaxValue && sealedEnd == 0 ? FindingKind.TornTail : FindingKind.DamagedRecord, found, next, end, good, Math.Max(0, bytesEnd - good)));
        result.EndSequence = end;
        result.EndOffset = good;
    }

    private static RecoveryFinding Finding(FindingKind kind, Found found, long from, long to, int at, int bytes) =>
        new(kind, found.File.Name, found.Identity.Lane, from, to, at, bytes);
}
