using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests.Write;

/// <summary>What gives way when telemetry has all it may have, in bytes or in age, and what becomes of its files.</summary>
[TestClass]
public sealed class EvictionTests
{
    private const int SegmentBytes = 4096;

    private static readonly JournalOptions Options = new()
    {
        SegmentBytes = SegmentBytes,
        MaxRecordBytes = 512,
        DataBytes = 3 * SegmentBytes,
        EventBytes = 3 * SegmentBytes,
        EventReserveBytes = 0,
        Linger = TimeSpan.Zero,
    };

    private readonly MemoryDisk _disk = new();

    /// <summary>The commit that makes an eviction durable may itself need a segment, and take the one being evicted.</summary>
    [TestMethod]
    public void A_segment_goes_once_wherever_in_the_newest_one_the_commit_before_ends()
    {
        for (var bytes = 8; bytes < 200; bytes += 2)
        {
            var observer = new LossRecorder();
            using var opened = new Manual(new MemoryDisk(), Options, observer);
            for (var commit = 0; commit < 6; commit++) AppendTogether(opened, 34, bytes);
            CollectionAssert.AllItemsAreUnique(observer.Evictions.Select(e => e.From).ToList(), $"a segment of records of {bytes} bytes was evicted twice");
            CollectionAssert.AllItemsAreUnique(opened.Log.Summaries().Select(s => s.File).ToList(), $"a file of records of {bytes} bytes is used twice");
            Assert.AreEqual(opened.Log.End(Lane.Data) - opened.Log.Start(Lane.Data), opened.ReadAll().Count);
        }
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    public void Telemetry_never_has_more_files_than_its_bound_allows(int bound)
    {
        using var opened = new Manual(_disk, Options with { DataBytes = bound * SegmentBytes });
        for (var i = 0; i < 200; i++)
        {
            opened.Append(Lane.Data, Manual.Payload(i));
            Assert.IsLessThanOrEqualTo(bound, _disk.Files.Count);
        }

        Assert.HasCount(bound, _disk.Files);
    }

    [TestMethod]
    public void Nor_has_it_more_in_the_middle_of_a_commit_larger_than_the_bound()
    {
        var observer = new LossRecorder();
        using var opened = new Manual(_disk, Options, observer);
        AppendTogether(opened, 400, 100);
        Assert.IsLessThanOrEqualTo(3, _disk.Files.Count - opened.Segments(Lane.Event));
        Assert.AreEqual(400, opened.Log.End(Lane.Data));
        Assert.AreEqual(400 - opened.Log.Start(Lane.Data), opened.ReadAll().Count);
        Assert.AreEqual(opened.Log.Start(Lane.Data), observer.Evictions.Sum(e => e.To - e.From));
    }

    [TestMethod]
    public void Events_in_one_large_commit_grow_and_evict_no_telemetry()
    {
        using var opened = new Manual(_disk, Options);
        opened.Fill(Lane.Data, 2);
        var start = opened.Log.Start(Lane.Data);
        for (var i = 0; i < 60; i++) _ = opened.Log.AppendAsync(Lane.Event, 1, Manual.Payload(i)).AsTask();
        opened.Log.Pump();
        Assert.IsGreaterThan(1, opened.Segments(Lane.Event));
        Assert.AreEqual(start, opened.Log.Start(Lane.Data));
    }

    [TestMethod]
    public void A_new_file_is_zeroed_a_slice_a_commit()
    {
        const int Slice = 256 << 10, Segment = 4 * Slice;
        using var opened = new Manual(_disk, Options with { SegmentBytes = Segment, DataBytes = 8 * Segment });
        for (var commit = 1; commit < 8; commit++)
        {
            opened.Append(Lane.Data, Manual.Payload(commit));
            Assert.AreEqual(Segment + Math.Min(commit * Slice, Segment), opened.Log.Wear.Bytes(WearCause.Prepare));
            Assert.AreEqual(1 + Math.Min(commit, Segment / Slice), opened.Log.Wear.PrepareFlushes, "the first file was waited for, and flushed whole");
            Assert.AreEqual(_disk.Syncs, opened.Log.Wear.Flushes);
        }

        Assert.IsTrue(_disk.Files.Values.All(f => f.Kept.Length == Segment));
    }

    [TestMethod]
    [DataRow(StorageFault.Io, JournalState.IoError)]
    [DataRow(StorageFault.Full, JournalState.Open)]
    public void A_failed_zeroing_begins_anew_for_nobody_knows_what_the_medium_has(StorageFault fault, JournalState state)
    {
        const int Slice = 256 << 10, Segment = 4 * Slice;
        using var opened = new Manual(_disk, Options with { SegmentBytes = Segment, DataBytes = 8 * Segment });
        for (var i = 0; i < 2; i++) opened.Append(Lane.Data, Manual.Payload(i));
        var unfinished = Layout.UnfinishedName(2);
        _disk.Before = (call, name) => { if (call == DiskCall.Sync && name == unfinished) throw new StorageException(fault, "ordered"); };
        opened.Append(Lane.Data, Manual.Payload(2));
        Assert.AreEqual(state, opened.Log.Status.State);
        var created = new List<string>();
        _disk.Before = (call, name) => { if (call == DiskCall.Create) created.Add(name); };
        opened.Time.Advance(TimeSpan.FromSeconds(2));
        opened.Log.Pump();
        Assert.AreEqual(unfinished, created[0]);
        Assert.AreEqual(JournalState.Open, opened.Log.Status.State);
    }

    [TestMethod]
    public void Files_of_another_size_are_made_anew_when_what_is_in_them_is_done_with()
    {
        using (var opened = new Manual(_disk, Options)) opened.Fill(Lane.Data, 2);
        const int Larger = 2 * SegmentBytes;
        using var again = new Manual(_disk, Options with { SegmentBytes = Larger, DataBytes = 4 * Larger });
        for (var i = 0; i < 400; i++) again.Append(Lane.Data, Manual.Payload(i));
        foreach (var (name, file) in _disk.Files) Assert.AreEqual(Larger, file.Seen.Length, name);
        Assert.HasCount(4, _disk.Files);
    }

    [TestMethod]
    public void A_file_is_free_only_once_the_new_start_is_durable_and_free_it_stays()
    {
        using var opened = new Manual(_disk, Options);
        var cursor = opened.Log.OpenCursor("city");
        cursor.Acknowledge(Lane.Data, 0, opened.Fill(Lane.Data, 2) - 1);
        var failing = true;
        _disk.Before = (call, _) =>
        {
            if (call != DiskCall.Sync || !failing || opened.Log.Start(Lane.Data) == 0) return;
            failing = false;
            throw new StorageException(StorageFault.Io, "EIO");
        };
        for (var i = 0; failing && i < 100; i++) opened.Append(Lane.Data, Manual.Payload(1));
        Assert.AreEqual(JournalState.IoError, opened.Log.Status.State);
        opened.Time.Advance(TimeSpan.FromSeconds(2));
        opened.Log.Pump();
        Assert.AreEqual(JournalState.Open, opened.Log.Status.State);
        for (var i = 0; i < 100; i++) Assert.IsTrue(opened.Append(Lane.Data, Manual.Payload(i)).Committed);
        Assert.IsLessThanOrEqualTo(4, _disk.Files.Count);
    }

    [TestMethod]
    public void What_telemetry_does_with_its_files_begins_no_segment_of_events()
    {
        using var opened = new Manual(_disk, Options);
        var cursor = opened.Log.OpenCursor("city");
        for (var i = 0; i < 200; i++) cursor.Acknowledge(Lane.Data, 0, opened.Append(Lane.Data, Manual.Payload(i)).Sequence + 1);
        Assert.IsGreaterThan(0, opened.Log.Start(Lane.Data));
        Assert.AreEqual(0, opened.Segments(Lane.Event));
    }

    /// <summary>On a full disk the segment just ended is used again at once, though the newest snapshot stands in it.</summary>
    [TestMethod]
    public void A_snapshot_in_the_file_that_is_used_again_is_durable_elsewhere_before()
    {
        using var opened = new Manual(_disk, Options);
        opened.Append(Lane.Event, Manual.Payload(0));
        _disk.Capacity = 2 * SegmentBytes;
        opened.Append(Lane.Data, Manual.Payload(0));
        opened.Log.PutState("rules", [1, 2, 3]);
        var cursor = opened.Log.OpenCursor("city");
        var name = opened.Log.Summaries().Single(s => s.Lane == Lane.Data).File;
        _disk.Before = (call, file) =>
        {
            if (call != DiskCall.Sync || file != name || !SegmentBlock.TryRead(_disk.Files[file].Seen, out var block) || block.SegmentId == 2) return;
            // The power goes when the medium has the new identity and nothing else.
            var (seen, kept) = (_disk.Files[file].Seen, _disk.Files[file].Kept);
            foreach (var at in new[] { 0, SegmentBytes - SegmentBlock.Sector }) seen.AsSpan(at, SegmentBlock.Sector).CopyTo(kept.AsSpan(at));
            _disk.Files[file].Replace([.. kept]);
            throw new PowerCut();
        };
        Assert.ThrowsExactly<PowerCut>(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                cursor.Acknowledge(Lane.Data, 0, opened.Append(Lane.Data, Manual.Payload(1)).Sequence + 1);
                opened.Commit();
            }
        });
        opened.Dispose();
        _disk.Before = static (_, _) => { };
        using var again = new Manual(_disk, Options);
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, again.Log.GetState("rules"));
        Assert.AreEqual(0, again.Log.OpenCursor("city").Backlog(Lane.Data));
        Assert.IsGreaterThan(10, again.Log.End(Lane.Data));
    }

    private static void AppendTogether(Manual opened, int records, int bytes)
    {
        for (var i = 0; i < records; i++) _ = opened.Log.AppendAsync(Lane.Data, 1, Manual.Payload(i, bytes)).AsTask();
        opened.Log.Pump();
    }
}
