using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests;

/// <summary>Blocks that no read gives any more (EIO for ever) cost what stands in them, and nothing else.</summary>
[TestClass]
public sealed class BadBlockTests
{
    private const int SegmentBytes = 8 * MemoryDisk.Block;

    private static readonly JournalOptions Options = new()
    {
        SegmentBytes = SegmentBytes,
        MaxRecordBytes = 256,
        DataBytes = 1 << 20,
        EventReserveBytes = 0,
        Linger = TimeSpan.Zero,
    };

    private readonly MemoryDisk _disk = new();

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_bad_block_costs_the_records_in_it_and_they_are_named(bool verify)
    {
        var records = Write(segments: 4);
        _disk.Bad.Add((Segments()[1], 3));
        var observer = new LossRecorder();
        using var again = new Manual(_disk, Options with { VerifySealed = verify }, observer);
        var read = again.ReadAll();
        var lost = verify ? again.Log.Recovered.Findings : observer.Lost;
        Assert.IsGreaterThan(0, records - read.Count);
        Assert.AreEqual(records - read.Count, lost.Sum(f => f.Lost));
        // A record may reach over either edge of the block.
        Assert.IsLessThanOrEqualTo(MemoryDisk.Block / 64 + 2, lost.Sum(f => f.Lost));
        Assert.IsTrue(Enumerable.Range(0, records).All(s => read.ContainsKey(s) || lost.Any(f => f.From <= s && s < f.To)));
    }

    [TestMethod]
    public void A_region_larger_than_any_read_is_stepped_over()
    {
        var records = Write(segments: 3);
        var name = Segments()[1];
        for (var block = 1; block < 7; block++) _disk.Bad.Add((name, block));
        var observer = new LossRecorder();
        using var again = new Manual(_disk, Options, observer);
        Assert.AreEqual(records - again.ReadAll().Count, observer.Lost.Sum(f => f.Lost));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(7)]
    public void An_identity_that_cannot_be_read_is_taken_from_its_copy(int block)
    {
        var records = Write(segments: 4);
        _disk.Bad.Add((Segments()[1], block));
        using var again = new Manual(_disk, Options with { VerifySealed = true });
        Assert.AreEqual(records - again.ReadAll().Count, again.Log.Recovered.Findings.Sum(f => f.Lost));
        Assert.IsTrue(again.Log.Recovered.Findings.All(f => f.Kind == FindingKind.DamagedRecord));
    }

    [TestMethod]
    public void A_segment_whose_head_is_lost_survives_a_sealing_cut_short()
    {
        var records = Write(segments: 1);
        var name = Segments()[0];
        _disk.Files[name].Seen.AsSpan(0, SegmentBlock.Bytes).Clear();
        _disk.Files[name].Seen.CopyTo(_disk.Files[name].Kept, 0);
        using (var again = new Manual(_disk, Options))
        {
            _ = again.Log;
            _disk.WrittenBeforeFailing = static _ => SegmentBlock.Bytes / 2;
            _disk.Before = (call, file) => { if (call == DiskCall.Write && file == name) throw new PowerCut(); };
            Cut(() => { while (Segments().Count < 3) again.Append(Lane.Data, new byte[64]); });
        }
        _disk.Before = static (_, _) => { };
        using var third = new Manual(_disk, Options);
        Assert.IsTrue(Enumerable.Range(0, records).All(s => third.ReadAll().ContainsKey(s)));
    }

    [TestMethod]
    public void The_newest_segment_with_a_bad_beginning_gives_its_snapshot_back_from_the_one_before()
    {
        Write(segments: 3);
        _disk.Bad.Add((Segments()[^1], 0));
        using var again = new Manual(_disk, Options);
        Assert.IsTrue(again.Log.OpenCursor("city").IsAcknowledged(Lane.Data, 0), "the cursor is forgotten");
        var end = again.Log.End(Lane.Data);
        Assert.AreEqual(end, again.Append(Lane.Data, new byte[64]).Sequence);
    }

    [TestMethod]
    public void A_file_of_which_nothing_can_be_read_is_moved_aside_and_its_records_are_named()
    {
        var records = Write(segments: 4);
        var name = Segments()[1];
        for (var block = 0; block < 8; block++) _disk.Bad.Add((name, block));
        using var again = new Manual(_disk, Options);
        var findings = again.Log.Recovered.Findings;
        CollectionAssert.AreEquivalent(new[] { FindingKind.UnknownFile, FindingKind.MissingSegment }, findings.Select(f => f.Kind).ToArray());
        Assert.AreEqual(records - again.ReadAll().Count, findings.Sum(f => f.Lost));
    }

    [TestMethod]
    public void A_disk_of_which_nothing_can_be_read_is_an_error_and_nothing_is_moved()
    {
        Write(segments: 3);
        var names = _disk.Files.Keys.ToList();
        _disk.Before = static (call, name) => { if (call == DiskCall.Read) throw new StorageException(StorageFault.Io, name); };
        var fault = Assert.ThrowsExactly<StorageException>(() => DurableLog.OpenManual(_disk.Attach(), Options, TimeProvider.System));
        Assert.AreEqual(StorageFault.Io, fault.Fault);
        CollectionAssert.AreEquivalent(names, _disk.Files.Keys);
    }

    private static void Cut(Action work)
    {
        try
        {
            work();
        }
        catch (PowerCut)
        {
        }
    }

    /// <summary>Fills that many segments, the first record acknowledged; how many records there are.</summary>
    private int Write(int segments)
    {
        using var opened = new Manual(_disk, Options);
        opened.Log.OpenCursor("city");
        var records = 0;
        for (; Segments().Count < segments || records % 100 != 0; records++) opened.Append(Lane.Data, BitConverter.GetBytes((long)records));
        opened.Log.OpenCursor("city").Acknowledge(Lane.Data, 0, 1);
        opened.Commit();
        return records;
    }

    private List<string> Segments() =>
        [.. _disk.Files.Where(f => SegmentBlock.TryRead(f.Value.Seen, out var block) && block.State != SegmentState.Spare)
            .OrderBy(f => SegmentBlock.TryRead(f.Value.Seen, out var block) ? block.SegmentId : 0).Select(f => f.Key)];
}
