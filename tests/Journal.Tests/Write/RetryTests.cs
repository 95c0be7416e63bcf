using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests.Write;

/// <summary>While the disk fails callers are refused at once; attempts to go on come ever more seldom, and end with the fault.</summary>
[TestClass]
public sealed class RetryTests
{
    private static readonly JournalOptions Options = new()
    {
        SegmentBytes = 4096,
        MaxRecordBytes = 512,
        EventReserveBytes = 0,
        Linger = TimeSpan.Zero,
        FirstRetry = TimeSpan.FromSeconds(1),
        LastRetry = TimeSpan.FromSeconds(5),
    };

    private readonly MemoryDisk _disk = new();
    private readonly LossRecorder _observer = new();
    private int _writes;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Each_wait_is_twice_the_last_up_to_a_bound_and_a_later_fault_begins_with_the_first()
    {
        using var opened = new Manual(_disk, Options);
        opened.Append(Lane.Data, Manual.Payload(0));
        foreach (var seconds in new[] { new[] { 1, 2, 4, 5, 5 }, [1, 2] })
        {
            Fail(StorageFault.Io);
            Assert.AreEqual(AppendStatus.IoError, opened.Append(Lane.Data, Manual.Payload(1)).Status);
            foreach (var wait in seconds)
            {
                _writes = 0;
                opened.Time.Advance(TimeSpan.FromSeconds(wait) - TimeSpan.FromMilliseconds(1));
                opened.Log.Pump();
                Assert.AreEqual(0, _writes, $"tried before {wait} s");
                opened.Time.Advance(TimeSpan.FromMilliseconds(1));
                opened.Log.Pump();
                Assert.IsGreaterThan(0, _writes, $"not tried after {wait} s");
            }

            Mend();
            opened.Time.Advance(Options.LastRetry);
            opened.Log.Pump();
            Assert.IsTrue(opened.Append(Lane.Data, Manual.Payload(2)).Committed);
        }
    }

    [TestMethod]
    [DataRow(StorageFault.Io, AppendStatus.IoError, Lane.Data)]
    [DataRow(StorageFault.Io, AppendStatus.IoError, Lane.Event)]
    [DataRow(StorageFault.ReadOnly, AppendStatus.Unwritable, Lane.Data)]
    [DataRow(StorageFault.Full, AppendStatus.DiskFull, Lane.Event)]
    public void A_fault_refuses_both_lanes_at_once_and_writes_nothing_until_the_next_attempt(StorageFault fault, AppendStatus status, Lane met)
    {
        using var opened = new Manual(_disk, Options, _observer);
        opened.Append(Lane.Data, Manual.Payload(0));
        opened.Append(Lane.Event, Manual.Payload(0));
        Fail(fault);
        Assert.AreEqual(new AppendResult(status, -1, "ordered"), opened.Append(met, Manual.Payload(1)));
        _writes = 0;
        Mend();
        foreach (var lane in Lanes.All) AssertRefused(opened, lane, status);
        Assert.AreEqual(new AppendResult(status, -1, "ordered"), opened.Commit());
        Assert.AreEqual(0, _writes);
        opened.Time.Advance(Options.FirstRetry);
        opened.Log.Pump();
        foreach (var lane in Lanes.All) AssertTaken(opened, lane);
        CollectionAssert.AreEqual(new[] { opened.Log.Status.State }, _observer.States.Skip(1).ToArray());
    }

    [TestMethod]
    public void A_disk_that_telemetry_finds_full_still_takes_events()
    {
        using var opened = new Manual(_disk, Options);
        opened.Append(Lane.Data, Manual.Payload(0));
        opened.Append(Lane.Event, Manual.Payload(0));
        Fail(StorageFault.Full);
        opened.Append(Lane.Data, Manual.Payload(1));
        Mend();
        AssertRefused(opened, Lane.Data, AppendStatus.DiskFull);
        AssertTaken(opened, Lane.Event);
        Assert.AreEqual(JournalState.DiskFull, opened.Log.Status.State);
    }

    [TestMethod]
    public void A_flush_with_a_record_that_fails_has_no_sequence()
    {
        using var opened = new Manual(_disk, Options);
        Fail(StorageFault.Io);
        _ = opened.Log.AppendAsync(Lane.Data, 1, Manual.Payload(0)).AsTask();
        Assert.AreEqual(new AppendResult(AppendStatus.IoError, -1, "ordered"), opened.Commit());
    }

    [TestMethod]
    public void A_disk_too_crowded_for_a_spare_is_asked_again_after_a_while_and_not_at_every_commit()
    {
        using var opened = new Manual(_disk, Options);
        _disk.Capacity = 4096;
        var asked = 0;
        _disk.Before = (call, name) => { if (call == DiskCall.Write && name.EndsWith(".new", StringComparison.Ordinal)) asked++; };
        foreach (var (passed, expected) in new[] { (TimeSpan.Zero, 3), (TimeSpan.Zero, 3), (TimeSpan.FromMilliseconds(999), 3), (TimeSpan.FromMilliseconds(1), 4), (TimeSpan.Zero, 4) })
        {
            opened.Time.Advance(passed);
            Assert.IsTrue(opened.Append(Lane.Data, Manual.Payload(0)).Committed);
            Assert.AreEqual(expected, asked);
        }

        Assert.AreEqual(JournalState.Open, opened.Log.Status.State);
    }

    private static void AssertRefused(Manual opened, Lane lane, AppendStatus status)
    {
        var refused = opened.Log.AppendAsync(lane, 1, Manual.Payload(9)).AsTask();
        Assert.IsTrue(refused.IsCompleted, $"{lane} waits");
        Assert.AreEqual(new AppendResult(status, -1, "ordered"), refused.GetAwaiter().GetResult());
    }

    private static void AssertTaken(Manual opened, Lane lane)
    {
        var taken = opened.Log.AppendAsync(lane, 1, Manual.Payload(9)).AsTask();
        Assert.IsFalse(taken.IsCompleted, $"{lane} is refused");
        opened.Log.Pump();
        Assert.IsTrue(taken.GetAwaiter().GetResult().Committed);
    }

    private void Fail(StorageFault fault) => _disk.Before = (call, _) =>
    {
        if (call is not (DiskCall.Write or DiskCall.Create)) return;
        _writes++;
        throw new StorageException(fault, "ordered");
    };

    private void Mend() => _disk.Before = (call, _) => { if (call is DiskCall.Write or DiskCall.Create) _writes++; };
}
