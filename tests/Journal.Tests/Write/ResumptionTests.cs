using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests.Write;

/// <summary>How the journal goes on after a fault, on a disk that may have lost files meanwhile.</summary>
[TestClass]
public sealed class ResumptionTests
{
    private static readonly JournalOptions Options = new()
    {
        SegmentBytes = 4096,
        MaxRecordBytes = 512,
        EventReserveBytes = 2 * 4096,
        Linger = TimeSpan.Zero,
    };

    private readonly MemoryDisk _disk = new();
    private readonly LossRecorder _observer = new();

    [TestMethod]
    public void Both_lanes_go_on_in_new_segments_which_prove_that_the_disk_takes_writes()
    {
        using var opened = Opened();
        opened.Append(Lane.Event, Manual.Payload(0));
        FailOnce(opened);
        Resume(opened);
        Assert.AreEqual(2, opened.Segments(Lane.Data));
        Assert.AreEqual(2, opened.Segments(Lane.Event));
        opened.Append(Lane.Data, Manual.Payload(1));
        foreach (var segment in opened.Log.Summaries()) Assert.AreEqual(segment.From == 0, segment.Sealed, "what was left is sealed, what is written on is not");
    }

    [TestMethod]
    public void A_lane_of_events_that_never_held_any_begins_with_the_first()
    {
        using var opened = Opened();
        FailOnce(opened);
        Resume(opened);
        Assert.AreEqual(0, opened.Segments(Lane.Event));
        Assert.AreEqual(2, opened.Segments(Lane.Data));
    }

    [TestMethod]
    public void A_lane_of_data_whose_first_record_failed_is_tried_out_before_another_is_taken()
    {
        using var opened = new Manual(_disk, Options, _observer);
        FailOnce(opened);
        Resume(opened);
        Assert.AreEqual(1, opened.Segments(Lane.Data));
        Assert.AreEqual(0, opened.Append(Lane.Data, Manual.Payload(0)).Sequence);
    }

    [TestMethod]
    [DataRow(StorageFault.Io)]
    [DataRow(StorageFault.Full)]
    public void While_the_disk_refuses_it_is_not_called_open_and_attempts_leave_no_files(StorageFault fault)
    {
        using var opened = Opened();
        opened.Append(Lane.Event, Manual.Payload(0));
        var files = _disk.Files.Count;
        _disk.Before = (call, name) => { if (call == DiskCall.Write && !name.EndsWith(".new", StringComparison.Ordinal)) throw new StorageException(fault, "ordered"); };
        opened.Append(Lane.Data, Manual.Payload(1));
        for (var attempt = 0; attempt < 8; attempt++) Resume(opened);
        CollectionAssert.DoesNotContain(_observer.States, JournalState.Open);
        Assert.IsGreaterThanOrEqualTo(8, _observer.States.Count);
        Assert.HasCount(files, _disk.Files);
        _disk.Before = static (_, _) => { };
        Resume(opened);
        Assert.AreEqual(JournalState.Open, _observer.States[^1]);
        Assert.AreEqual(1, opened.Append(Lane.Data, Manual.Payload(1)).Sequence);
        Assert.HasCount(2, opened.ReadAll());
    }

    [TestMethod]
    public void A_segment_that_went_away_meanwhile_is_named_and_waits_for_nobody()
    {
        using var opened = Opened();
        var cursor = opened.Log.OpenCursor("city");
        opened.Fill(Lane.Data, 3);
        var gone = opened.Log.Summaries().Where(s => s.Lane == Lane.Data).ElementAt(1);
        _disk.Files.Remove(gone.File);
        var end = opened.Log.End(Lane.Data);
        FailOnce(opened);
        Resume(opened);
        Assert.AreEqual(new RecoveryFinding(FindingKind.MissingSegment, gone.File, Lane.Data, gone.From, gone.To, 0, 4096), _observer.Lost.Single());
        CollectionAssert.DoesNotContain(opened.Log.Summaries().Select(s => s.File).ToList(), gone.File);
        Assert.AreEqual(end - (gone.To - gone.From), cursor.Backlog(Lane.Data));
        Assert.HasCount((int)cursor.Backlog(Lane.Data), opened.ReadAll());
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void Spare_files_that_went_away_are_forgotten_and_the_others_used(int gone)
    {
        using var opened = Opened();
        for (var i = 0; i < 5; i++) opened.Commit();
        var spares = Spares();
        Assert.HasCount(3, spares);
        foreach (var name in spares.Take(gone)) _disk.Files.Remove(name);
        FailOnce(opened);
        Resume(opened);
        Assert.AreEqual(JournalState.Open, opened.Log.Status.State);
        for (var i = 0; i < 150; i++) Assert.IsTrue(opened.Append(Lane.Event, Manual.Payload(i)).Committed);
        var names = opened.Log.Summaries().Select(s => s.File).ToList();
        foreach (var name in spares.Skip(gone)) CollectionAssert.Contains(names, name);
    }

    [TestMethod]
    public void A_file_half_zeroed_that_went_away_is_begun_anew()
    {
        using var opened = new Manual(_disk, Options with { SegmentBytes = 1 << 20, EventReserveBytes = 0 }, _observer);
        for (var i = 0; i < 2; i++) opened.Append(Lane.Data, Manual.Payload(i));
        _disk.Files.Remove(_disk.Files.Keys.Single(n => n.EndsWith(".new", StringComparison.Ordinal)));
        FailOnce(opened);
        Resume(opened);
        for (var i = 0; i < 6; i++) Assert.IsTrue(opened.Append(Lane.Data, Manual.Payload(i)).Committed);
        Assert.AreEqual(JournalState.Open, opened.Log.Status.State);
        Assert.HasCount(1, Spares());
    }

    [TestMethod]
    public void Files_are_let_go_of_when_they_are_done_with()
    {
        using (var opened = new Manual(_disk, Options with { SegmentBytes = 512 << 10, EventReserveBytes = 0 }, _observer))
        {
            opened.Append(Lane.Event, Manual.Payload(0));
            for (var i = 0; i < 5; i++)
            {
                FailOnce(opened);
                Resume(opened);
                for (var batch = 0; batch < 10; batch++)
                {
                    for (var j = 0; j < 1000; j++) _ = opened.Log.AppendAsync(Lane.Data, 1, Manual.Payload(j)).AsTask();
                    opened.Log.Pump();
                }

                Assert.IsLessThanOrEqualTo(3, _disk.Handles, "two being written, one being zeroed");
            }

            for (var i = 0; i < 2000 && !_disk.Files.Keys.Any(n => n.EndsWith(".new", StringComparison.Ordinal)); i++) opened.Append(Lane.Data, Manual.Payload(0, 512));
            Assert.AreEqual(3, _disk.Handles);
        }

        Assert.AreEqual(0, _disk.Handles);
    }

    private Manual Opened()
    {
        var opened = new Manual(_disk, Options, _observer);
        opened.Append(Lane.Data, Manual.Payload(0));
        return opened;
    }

    private void FailOnce(Manual opened)
    {
        _disk.Before = (call, _) =>
        {
            if (call != DiskCall.Sync) return;
            _disk.Before = static (_, _) => { };
            throw new StorageException(StorageFault.Io, "EIO");
        };
        Assert.AreEqual(AppendStatus.IoError, opened.Append(Lane.Data, Manual.Payload(99)).Status);
    }

    private static void Resume(Manual opened)
    {
        opened.Time.Advance(TimeSpan.FromMinutes(1));
        opened.Log.Pump();
    }

    private List<string> Spares() =>
        [.. _disk.Files.Where(f => SegmentBlock.TryRead(f.Value.Seen, out var block) && block.State == SegmentState.Spare && Layout.TrySlot(f.Key, out _)).Select(f => f.Key)];
}
