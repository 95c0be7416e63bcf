using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests;

[TestClass]
public sealed class DamageTests
{
    private const int SegmentBytes = 4096, BytesReadAtMost = 6;

    private static readonly JournalOptions Options = new()
    {
        SegmentBytes = SegmentBytes,
        MaxRecordBytes = 256,
        DataBytes = 1 << 20,
        EventReserveBytes = 0,
        Linger = TimeSpan.Zero,
        VerifySealed = true,
    };

    private static bool Long => Environment.GetEnvironmentVariable("SMARTCITY_LONG") == "1";

    [TestMethod]
    public void A_journal_of_two_segments_cut_at_any_byte_keeps_every_record_before_the_cut()
    {
        var (disk, places) = Written(segments: 2);
        var names = Segments(disk);
        foreach (var name in names)
        {
            var whole = disk.Files[name].Kept;
            for (var cut = 0; cut < SegmentBytes; cut += Long ? 1 : 3)
            {
                var hurt = Copy(disk);
                hurt.Files[name].Replace(whole[..cut]);
                hurt.BytesRead = 0;
                var read = ReadAll(hurt, out var report);
                // A start reads each byte once and the identities besides, then all records are read; no damage makes it more.
                if (hurt.BytesRead > BytesReadAtMost * whole.Length * names.Count) Assert.Fail($"a cut of {name} at {cut} made {hurt.BytesRead} bytes be read");
                var identityIsLost = cut < SegmentBlock.Bytes;
                foreach (var place in places.Where(p => p.File != name || (!identityIsLost && p.Offset + p.Size <= cut)))
                    if (!read.ContainsKey(place.Sequence)) Assert.Fail($"record {place.Sequence} is lost by a cut of {name} at {cut}");
                if (report.Findings.Count == 0) Assert.Fail($"a cut of {name} at {cut} has no name");
            }
        }
    }

    [TestMethod]
    public void Any_flipped_bit_of_a_64_KB_journal_costs_at_most_the_record_it_is_in()
    {
        var (disk, places) = Written(segments: 16);
        using var buffer = new ScanBuffer();
        foreach (var name in Segments(disk))
        {
            var file = disk.Files[name];
            Layout.TrySlot(name, out var slot);
            var found = new Found(SlotFile.Read(disk.Attach(), name, slot, SegmentBytes), SlotFile.Read(disk.Attach(), name, slot, SegmentBytes).Identity!.Value);
            var here = places.Where(p => p.File == name).ToList();
            foreach (var place in here) Flip(disk, file, found, here, place, buffer);
        }
    }

    [TestMethod]
    public void Any_flipped_bit_of_an_identity_costs_nothing()
    {
        var (disk, places) = Written(segments: 3);
        foreach (var name in Segments(disk))
            foreach (var at in new[] { 0, SegmentBytes - SegmentBlock.Sector })
                for (var bit = 0; bit < SegmentBlock.Bytes * 8; bit += Long ? 1 : 5)
                {
                    var hurt = Copy(disk);
                    Turn(hurt.Files[name], at * 8 + bit);
                    Assert.HasCount(places.Count, ReadAll(hurt, out _));
                }
    }

    [TestMethod]
    public void A_segment_that_is_missing_is_named_with_its_sequences()
    {
        var (disk, places) = Written(segments: 4);
        var name = places[places.Count / 2].File;
        var lost = places.Where(p => p.File == name).Select(p => p.Sequence).ToList();
        var hurt = Copy(disk, without: name);
        var read = ReadAll(hurt, out var report);
        Assert.HasCount(places.Count - lost.Count, read);
        var finding = report.Findings.Single();
        Assert.AreEqual(FindingKind.MissingSegment, finding.Kind);
        Assert.AreEqual((lost[0], lost[^1] + 1), (finding.From, finding.To));
    }

    [TestMethod]
    public void The_newest_segment_missing_is_known_from_the_sealing_of_the_one_before()
    {
        var (disk, places) = Written(segments: 3);
        var hurt = Copy(disk, without: places[^1].File);
        ReadAll(hurt, out var report);
        CollectionAssert.Contains(report.Findings.Select(f => f.Kind).ToList(), FindingKind.MissingSegment);
    }

    [TestMethod]
    public void A_zeroed_segment_is_named_and_moved_aside()
    {
        var (disk, places) = Written(segments: 4);
        var name = places[places.Count / 2].File;
        var hurt = Copy(disk);
        hurt.Files[name].Replace(new byte[SegmentBytes]);
        var read = ReadAll(hurt, out var report);
        Assert.HasCount(places.Count(p => p.File != name), read);
        CollectionAssert.AreEquivalent(new[] { FindingKind.ZeroedSegment, FindingKind.MissingSegment }, report.Findings.Select(f => f.Kind).ToArray());
        Assert.IsTrue(hurt.Files.Keys.Any(k => k.StartsWith(name, StringComparison.Ordinal) && k != name));
    }

    [TestMethod]
    public void Two_swapped_files_are_named_and_nothing_is_lost()
    {
        var (disk, places) = Written(segments: 4);
        var hurt = Copy(disk);
        var (one, two) = (places[0].File, places[^1].File);
        var (first, second) = (hurt.Files[one].Kept, hurt.Files[two].Kept);
        hurt.Files[one].Replace(second);
        hurt.Files[two].Replace(first);
        Assert.HasCount(places.Count, ReadAll(hurt, out var report));
        Assert.AreEqual(2, report.Findings.Count(f => f.Kind == FindingKind.SwappedSegment));
    }

    [TestMethod]
    public void A_segment_of_another_journal_is_moved_aside_untouched()
    {
        var (disk, places) = Written(segments: 3);
        var (other, _) = Written(segments: 1);
        var foreign = other.Files[Segments(other)[0]].Kept;
        var hurt = Copy(disk);
        hurt.Name(null, "segment-00000077.seg", new MemoryFile());
        hurt.Files["segment-00000077.seg"].Replace(foreign);
        Assert.HasCount(places.Count, ReadAll(hurt, out var report));
        Assert.AreEqual(FindingKind.ForeignSegment, report.Findings.Single().Kind);
        CollectionAssert.AreEqual(foreign, hurt.Files["segment-00000077.seg.0.aside"].Kept);
    }

    [TestMethod]
    public void A_file_that_is_none_of_ours_is_left_alone()
    {
        var (disk, places) = Written(segments: 2);
        var hurt = Copy(disk);
        hurt.Name(null, "notes.txt", new MemoryFile());
        Assert.HasCount(places.Count, ReadAll(hurt, out var report));
        Assert.HasCount(0, report.Findings);
        Assert.IsTrue(hurt.Files.ContainsKey("notes.txt"));
    }

    [TestMethod]
    public void Damage_in_a_sealed_segment_is_named_by_the_reader_that_meets_it()
    {
        var (disk, places) = Written(segments: 4);
        var place = places[3];
        var hurt = Copy(disk);
        Turn(hurt.Files[place.File], (place.Offset + 30) * 8);
        var observer = new LossRecorder();
        using var opened = new Manual(hurt, Options with { VerifySealed = false }, observer);
        Assert.HasCount(0, opened.Log.Recovered.Findings);
        Assert.HasCount(places.Count - 1, opened.ReadAll());
        var finding = observer.Lost.Single();
        Assert.AreEqual((FindingKind.DamagedRecord, place.Sequence, place.Sequence + 1), (finding.Kind, finding.From, finding.To));
    }

    private static void Flip(MemoryDisk disk, MemoryFile file, Found found, List<Place> here, Place place, ScanBuffer buffer)
    {
        for (var at = place.Offset; at < place.Offset + place.Size; at++)
            for (var bit = Long ? 0 : at % 8; bit < 8; bit += Long ? 1 : 8)
            {
                Turn(file, at * 8 + bit);
                var scan = SegmentReader.Read(disk.Attach(), found, found.Identity.JournalId, buffer);
                Turn(file, at * 8 + bit);
                var lost = scan.Findings.Sum(f => f.Lost);
                if (lost > 1 || scan.EndSequence != here[^1].Sequence + 1) Assert.Fail($"bit {bit} of byte {at} of {place.File} costs {lost} records");
                // The last byte of an odd record is padding.
                if (lost == 1 && scan.Findings.Single(f => f.Lost > 0).From != place.Sequence) Assert.Fail($"bit {bit} of byte {at} costs another record");
            }
    }

    private static (MemoryDisk Disk, List<Place> Places) Written(int segments)
    {
        var disk = new MemoryDisk();
        using var opened = new Manual(disk, Options);
        for (var i = 0; opened.Log.Wear.Bytes(WearCause.Prepare) == 0 || Segments(disk).Count < segments || Tail(disk) < SegmentBytes / 2; i++)
            opened.Append(Lane.Data, Payload(i));
        opened.Log.Pump();
        var places = new List<Place>();
        foreach (var name in Segments(disk)) Locate(disk.Files[name].Seen, name, places);
        places.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
        return (disk, places);
    }

    private static int Tail(MemoryDisk disk)
    {
        var places = new List<Place>();
        Locate(disk.Files[Segments(disk)[^1]].Seen, "", places);
        return places.Count == 0 ? 0 : places[^1].Offset;
    }

    /// <summary>Names of the files that hold a segment, by segment number.</summary>
    private static List<string> Segments(MemoryDisk disk) =>
        [.. disk.Files.Where(f => SegmentBlock.TryRead(f.Value.Seen, out var block) && block.State != SegmentState.Spare)
            .OrderBy(f => SegmentBlock.TryRead(f.Value.Seen, out var block) ? block.SegmentId : 0).Select(f => f.Key)];

    private static void Locate(byte[] bytes, string name, List<Place> places)
    {
        SegmentBlock.TryRead(bytes, out var block);
        var salt = Salt.Of(block.JournalId, block.SegmentId, block.Nonce);
        var next = block.FirstSequence;
        for (var at = Layout.DataOffset; SegmentScan.IsIntact(bytes.AsSpan(0, SegmentBytes), at, salt, next, out var header, out var sequence); at += header.Size)
        {
            if (header.Kind != RecordKind.Data) continue;
            places.Add(new Place(name, sequence, at, header.Size));
            next = sequence + 1;
        }
    }

    private static MemoryDisk Copy(MemoryDisk disk, string? without = null)
    {
        var copy = new MemoryDisk();
        foreach (var (name, file) in disk.Files)
        {
            if (name == without) continue;
            copy.Name(null, name, new MemoryFile());
            copy.Files[name].Replace([.. file.Seen]);
        }
        return copy;
    }

    private static Dictionary<long, int> ReadAll(MemoryDisk disk, out RecoveryReport report)
    {
        using var opened = new Manual(disk, Options);
        report = opened.Log.Recovered;
        return opened.ReadAll();
    }

    private static void Turn(MemoryFile file, int bit)
    {
        file.Seen[bit / 8] ^= (byte)(1 << (bit % 8));
        file.Kept[bit / 8] = file.Seen[bit / 8];
    }

    private static byte[] Payload(int i)
    {
        var bytes = new byte[40 + i % 90];
        new Random(i).NextBytes(bytes);
        BitConverter.TryWriteBytes(bytes, i);
        return bytes;
    }

    private sealed record Place(string File, long Sequence, int Offset, int Size);
}
