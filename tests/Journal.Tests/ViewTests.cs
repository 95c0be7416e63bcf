using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests;

[TestClass]
public sealed class ViewTests
{
    private static readonly JournalOptions Options = new() { SegmentBytes = 4096, MaxRecordBytes = 512, EventReserveBytes = 4096, Linger = TimeSpan.Zero };

    [TestMethod]
    public void A_view_of_a_journal_in_use_shows_what_is_durable_and_changes_no_byte()
    {
        var disk = new MemoryDisk();
        using var opened = new Manual(disk, Options);
        opened.Log.OpenCursor("city").Acknowledge(Lane.Data, 0, 0);
        for (var i = 0; i < 100; i++) opened.Append(i % 10 == 0 ? Lane.Event : Lane.Data, BitConverter.GetBytes(i));
        opened.Log.OpenCursor("city").Acknowledge(Lane.Data, 0, 30);
        opened.Commit();
        disk.Name(null, "segment-00000099.seg", new MemoryFile());
        disk.Files["segment-00000099.seg"].Replace(new byte[4096]);
        var before = disk.Files.ToDictionary(f => f.Key, f => f.Value.Seen.ToArray());
        using var view = JournalView.Open(disk.Attach(), verify: true);
        Assert.AreEqual(90, view.End(Lane.Data));
        Assert.AreEqual(10, view.End(Lane.Event));
        Assert.AreEqual(60, view.Backlog("city", Lane.Data));
        Assert.AreEqual(100, view.Segments.Sum(s => s.To - s.From));
        Assert.AreEqual(FindingKind.ZeroedSegment, view.Report.Findings.Single().Kind);
        using var reader = view.OpenReader(Lane.Data, 0);
        using var batch = new RecordBatch(1000, 1 << 20);
        var read = 0;
        while (reader.Read(batch) > 0) read += batch.Count;
        Assert.AreEqual(90, read);
        CollectionAssert.AreEquivalent(before.Keys, disk.Files.Keys);
        foreach (var (name, bytes) in before) CollectionAssert.AreEqual(bytes, disk.Files[name].Seen);
    }

    [TestMethod]
    public void Bytes_written_are_counted_by_cause_and_a_commit_is_one_flush()
    {
        var disk = new MemoryDisk();
        var written = 0L;
        using var opened = new Manual(disk, new JournalOptions { Linger = TimeSpan.Zero, EventReserveBytes = 0 });
        opened.Append(Lane.Data, new byte[120]);
        // The second slot is zeroed slice by slice with the first commits.
        for (var i = 0; i < 40; i++) opened.Append(Lane.Data, new byte[120]);
        var (wear, syncs) = (opened.Log.Wear, disk.Syncs);
        var (flushes, commits) = (wear.Flushes, wear.Commits);
        var total = wear.TotalBytes;
        for (var i = 0; i < 100; i++)
        {
            var blocks = new HashSet<long>();
            for (var j = 0; j < 64; j++) _ = opened.Log.AppendAsync(Lane.Data, 1, new byte[120]).AsTask();
            disk.Wrote = (offset, bytes) => { for (var b = offset / WearCounters.BlockBytes; b <= (offset + bytes - 1) / WearCounters.BlockBytes; b++) blocks.Add(b); };
            opened.Log.Pump();
            written += blocks.Count * WearCounters.BlockBytes;
        }
        Assert.AreEqual(100, wear.Commits - commits);
        Assert.AreEqual(100, wear.Flushes - flushes);
        Assert.AreEqual(100, disk.Syncs - syncs);
        Assert.AreEqual(written, wear.TotalBytes - total);
        Assert.IsLessThanOrEqualTo(1.7 * 120 * 6400, written);
    }
}
