using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests;

/// <summary>How a journal is opened and closed, and what of a former life it goes on with.</summary>
[TestClass]
public sealed class LifeTests
{
    private const int SegmentBytes = 4096;

    private static readonly JournalOptions Options = new() { SegmentBytes = SegmentBytes, MaxRecordBytes = 512, DataBytes = 3 * SegmentBytes, EventReserveBytes = 0, Linger = TimeSpan.Zero };

    private readonly MemoryDisk _disk = new();
    private readonly LossRecorder _observer = new();

    [TestMethod]
    [DataRow(SegmentBytes + 1, 512)]
    [DataRow(SegmentBytes - 512, 512)]
    [DataRow(SegmentBytes, (SegmentBytes / 2) + 1)]
    [DataRow(8 << 20, 1 << 20)]
    [DataRow(SegmentBytes, -1)]
    public void Sizes_that_cannot_be_kept_are_refused(int segment, int record)
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => DurableLog.OpenManual(_disk.Attach(), Options with { SegmentBytes = segment, MaxRecordBytes = record }, TimeProvider.System));
        Assert.IsNull(_disk.LockedBy);
    }

    [TestMethod]
    [DataRow(SegmentBytes, SegmentBytes / 2)]
    [DataRow(8 << 20, (1 << 20) - 1)]
    [DataRow(SegmentBytes, 0)]
    public void Sizes_that_just_can_are_taken(int segment, int record)
    {
        using var opened = new Manual(_disk, Options with { SegmentBytes = segment, MaxRecordBytes = record, DataBytes = 4L * segment });
        Assert.IsTrue(opened.Append(Lane.Data, new byte[record]).Committed);
    }

    [TestMethod]
    public void A_journal_that_cannot_be_opened_lets_others_in()
    {
        _disk.Before = static (call, name) => { if (call == DiskCall.List) throw new StorageException(StorageFault.Io, name); };
        Assert.ThrowsExactly<StorageException>(() => DurableLog.OpenManual(_disk.Attach(), Options, TimeProvider.System));
        Assert.IsNull(_disk.LockedBy);
    }

    [TestMethod]
    public async Task A_journal_that_was_closed_says_so_once_and_lets_others_in()
    {
        var opened = new Manual(_disk, Options, _observer);
        opened.Append(Lane.Data, Manual.Payload(0));
        await opened.Log.DisposeAsync();
        await opened.Log.DisposeAsync();
        Assert.AreEqual(JournalState.Closed, opened.Log.Status.State);
        Assert.AreEqual(JournalState.Closed, _observer.States.Single());
        Assert.IsNull(_disk.LockedBy);
    }

    [TestMethod]
    public void A_file_evicted_and_not_yet_used_again_is_a_spare_for_the_next_life()
    {
        long start, end;
        int segments;
        using (var opened = new Manual(_disk, Options, _observer))
        {
            for (var i = 0; i < 300 && _observer.Evictions.Count < 3; i++) opened.Append(Lane.Data, Manual.Payload(i));
            (start, end, segments) = (opened.Log.Start(Lane.Data), opened.Log.End(Lane.Data), opened.Segments(Lane.Data));
        }

        using var again = new Manual(_disk, Options);
        Assert.IsEmpty(again.Log.Recovered.Findings);
        Assert.AreEqual((start, end, segments), (again.Log.Start(Lane.Data), again.Log.End(Lane.Data), again.Log.Recovered.Segments));
        Assert.HasCount((int)(end - start), again.ReadAll());
        for (var i = 0; i < 100; i++) again.Append(Lane.Data, Manual.Payload(i));
        Assert.HasCount(3, _disk.Files);
    }

    [TestMethod]
    public void A_segment_that_the_next_life_does_not_write_on_is_sealed_by_it_and_the_newest_is_not()
    {
        using (var opened = new Manual(_disk, Options)) opened.Append(Lane.Data, Manual.Payload(0));
        using (var again = new Manual(_disk, Options)) Assert.IsFalse(again.Log.Summaries().Single().Sealed);
        using var larger = new Manual(_disk, Options with { SegmentBytes = 2 * SegmentBytes, DataBytes = 1 << 20 });
        larger.Append(Lane.Data, Manual.Payload(1));
        CollectionAssert.AreEqual(new List<bool> { true, false }, larger.Log.Summaries().Select(s => s.Sealed).ToList());
    }

    [TestMethod]
    public void Damage_that_a_start_has_named_is_not_told_again_by_a_reader()
    {
        using (var opened = new Manual(_disk, Options)) for (var i = 0; i < 10; i++) opened.Append(Lane.Data, Manual.Payload(i));
        var bytes = _disk.Files.Values.Single(f => f.Seen.AsSpan().IndexOf(Manual.Payload(4)) > 0).Seen;
        bytes[bytes.AsSpan().IndexOf(Manual.Payload(4))] ^= 1;
        using var again = new Manual(_disk, Options, _observer);
        Assert.AreEqual(4, again.Log.Recovered.Findings.Single().From);
        Assert.HasCount(9, again.ReadAll());
        Assert.IsEmpty(_observer.Lost);
    }

    [TestMethod]
    public void A_file_whose_zeros_end_somewhere_is_not_a_zeroed_one()
    {
        var name = Layout.Name(7);
        foreach (var (last, kind) in new[] { ((byte)0, FindingKind.ZeroedSegment), ((byte)1, FindingKind.UnknownFile) })
        {
            _disk.Name(null, name, new MemoryFile());
            _disk.Files[name].Replace([.. new byte[(256 << 10) - 1], last]);
            using var opened = new Manual(_disk, Options);
            Assert.AreEqual(kind, opened.Log.Recovered.Findings.Single().Kind);
        }
    }
}
