using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests.Write;

/// <summary>What stands in a segment file, and what of it is counted.</summary>
[TestClass]
public sealed class SegmentTests
{
    private const int SegmentBytes = 4096;

    private static readonly JournalOptions Options = new()
    {
        SegmentBytes = SegmentBytes,
        MaxRecordBytes = 512,
        EventReserveBytes = 0,
        Linger = TimeSpan.Zero,
    };

    private readonly MemoryDisk _disk = new();

    [TestMethod]
    public void Each_part_of_a_commit_over_two_segments_says_how_much_it_is()
    {
        string name;
        int second;
        using (var opened = new Manual(_disk, Options))
        {
            for (var i = 0; i < 40; i++) _ = opened.Log.AppendAsync(Lane.Data, 1, Manual.Payload(i)).AsTask();
            opened.Log.Pump();
            var last = opened.Log.Summaries()[^1];
            (name, second) = (last.File, (int)(last.To - last.From));
            Assert.IsGreaterThan(5, second);
            Assert.AreEqual(2, opened.Segments(Lane.Data));
            Assert.AreEqual(2, Scan(name).Marks + Scan(opened.Log.Summaries()[0].File).Marks);
            // The power went before the last three records of the second part were on the medium.
            var bytes = _disk.Files[name].Seen;
            bytes.AsSpan(last.UsedBytes - 3 * (100 + RecordFormat.HeaderBytes), 3 * (100 + RecordFormat.HeaderBytes)).Clear();
            _disk.Files[name].Replace([.. bytes]);
        }

        using var again = new Manual(_disk, Options);
        var finding = again.Log.Recovered.Findings.Single();
        Assert.AreEqual((FindingKind.TornTail, 37L, 40L), (finding.Kind, finding.From, finding.To));
        Assert.AreEqual(40, again.Append(Lane.Data, Manual.Payload(40)).Sequence);
    }

    [TestMethod]
    public void A_sealing_is_durable_when_the_commit_after_it_is_answered()
    {
        using var opened = new Manual(_disk, Options);
        opened.Fill(Lane.Data, 2);
        var first = opened.Log.Summaries()[0];
        Assert.IsTrue(first.Sealed);
        Assert.IsTrue(SegmentBlock.TryRead(_disk.Files[first.File].Kept.AsSpan(SegmentBytes - SegmentBlock.Sector), out var block));
        Assert.AreEqual((SegmentState.Sealed, first.To), (block.State, block.EndSequence));
    }

    [TestMethod]
    public void A_segment_begun_after_a_failed_beginning_has_one_snapshot()
    {
        using var opened = new Manual(_disk, Options);
        opened.Append(Lane.Data, Manual.Payload(0));
        Assert.HasCount(1, Snapshots(opened));
        // Of each attempt both identities are written, and not what comes behind the first.
        var writes = 2;
        _disk.Before = (call, name) => { if (call == DiskCall.Write && ++writes % 3 == 0) throw new StorageException(StorageFault.Full, name); };
        opened.Append(Lane.Data, Manual.Payload(1));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            opened.Time.Advance(TimeSpan.FromMinutes(1));
            opened.Log.Pump();
        }

        _disk.Before = static (_, _) => { };
        opened.Time.Advance(TimeSpan.FromMinutes(1));
        opened.Log.Pump();
        Assert.AreEqual(2, opened.Segments(Lane.Data));
        Assert.HasCount(1, Snapshots(opened));
    }

    [TestMethod]
    public void What_is_counted_is_what_was_written_and_flushed_to_the_byte()
    {
        var written = 0L;
        _disk.Wrote = (_, bytes) => written += bytes;
        using var opened = new Manual(_disk, Options with { DataBytes = 4 * SegmentBytes });
        var cursor = opened.Log.OpenCursor("city");
        opened.Log.PutState("rules", Manual.Payload(1));
        for (var i = 0; i < 200; i++)
        {
            opened.Append(i % 5 == 0 ? Lane.Event : Lane.Data, Manual.Payload(i));
            if (i % 20 == 0) cursor.Acknowledge(Lane.Data, 0, opened.Log.End(Lane.Data));
        }

        var wear = opened.Log.Wear;
        var counted = new[] { WearCause.Data, WearCause.Control, WearCause.Segment, WearCause.Prepare }.Sum(wear.Bytes);
        // A spare's identity is written into the first of its zeros before they are flushed.
        Assert.AreEqual(written, counted + _disk.Files.Count * SegmentBlock.Bytes);
        Assert.AreEqual(_disk.Syncs, wear.Flushes);
        Assert.AreEqual(200 * (100 + RecordFormat.HeaderBytes), wear.Bytes(WearCause.Data));
        Assert.AreEqual(_disk.Files.Count, wear.PrepareFlushes);
    }

    private List<ControlRecord> Snapshots(Manual opened) =>
        Scan(opened.Log.Summaries()[^1].File).Controls.FindAll(c => c.Kind == RecordKind.SnapshotBegin);

    private ScanResult Scan(string name)
    {
        Layout.TrySlot(name, out var slot);
        var storage = _disk.Attach();
        var file = SlotFile.Read(storage, name, slot, SegmentBytes);
        using var buffer = new ScanBuffer();
        return SegmentReader.Read(storage, new Found(file, file.Identity!.Value), file.Identity.Value.JournalId, buffer);
    }
}
