using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests;

[TestClass]
public sealed class FaultTests
{
    private static readonly JournalOptions Options = new()
    {
        SegmentBytes = 4096,
        MaxRecordBytes = 512,
        DataBytes = 1 << 20,
        EventBytes = 1 << 20,
        EventReserveBytes = 8192,
        Linger = TimeSpan.Zero,
    };

    private readonly MemoryDisk _disk = new();

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_full_disk_refuses_data_keeps_events_and_takes_data_again_when_there_is_room()
    {
        using var opened = new Manual(_disk, Options);
        Assert.IsTrue(opened.Append(Lane.Event, new byte[100]).Committed);
        _disk.Capacity = 10 * 4096;
        var result = opened.Append(Lane.Data, new byte[100]);
        while (result.Committed) result = opened.Append(Lane.Data, new byte[100]);
        Assert.AreEqual(AppendStatus.DiskFull, result.Status);
        Assert.AreEqual(JournalState.DiskFull, opened.Log.Status.State);
        for (var i = 0; i < 40; i++) Assert.IsTrue(opened.Append(Lane.Event, new byte[100]).Committed, $"event {i} is refused");
        var kept = opened.Log.End(Lane.Data);
        _disk.Capacity = long.MaxValue;
        opened.Time.Advance(TimeSpan.FromMinutes(1));
        opened.Log.Pump();
        Assert.IsTrue(opened.Append(Lane.Data, new byte[100]).Committed);
        Assert.AreEqual(JournalState.Open, opened.Log.Status.State);
        Assert.HasCount((int)kept + 1, opened.ReadAll());
    }

    [TestMethod]
    public void A_full_disk_has_room_again_once_a_segment_is_acknowledged()
    {
        using var opened = new Manual(_disk, Options);
        var cursor = opened.Log.OpenCursor("city");
        _disk.Capacity = 10 * 4096;
        while (opened.Append(Lane.Data, new byte[100]).Committed)
        {
        }
        cursor.Acknowledge(Lane.Data, 0, opened.Log.End(Lane.Data));
        opened.Time.Advance(TimeSpan.FromMinutes(1));
        opened.Log.Pump();
        Assert.IsTrue(opened.Append(Lane.Data, new byte[100]).Committed);
    }

    [TestMethod]
    public void A_failed_fdatasync_answers_IoError_and_the_journal_goes_on_in_a_new_segment()
    {
        using var opened = new Manual(_disk, Options);
        for (var i = 0; i < 10; i++) opened.Append(Lane.Data, BitConverter.GetBytes(i));
        _disk.Before = (call, name) =>
        {
            if (call != DiskCall.Sync) return;
            _disk.Files[name].LoseSync(new Random(1));
            throw new StorageException(StorageFault.Io, "EIO");
        };
        Assert.AreEqual(AppendStatus.IoError, opened.Append(Lane.Data, BitConverter.GetBytes(99)).Status);
        Assert.AreEqual(JournalState.IoError, opened.Log.Status.State);
        _disk.Before = static (_, _) => { };
        Assert.AreEqual(AppendStatus.IoError, opened.Append(Lane.Data, BitConverter.GetBytes(98)).Status, "not before the retry");
        opened.Time.Advance(TimeSpan.FromSeconds(2));
        var result = opened.Append(Lane.Data, BitConverter.GetBytes(10));
        result = result.Committed ? result : opened.Append(Lane.Data, BitConverter.GetBytes(10));
        Assert.AreEqual(10, result.Sequence);
        CollectionAssert.AreEqual(Enumerable.Range(0, 11).ToList(), opened.ReadAll().Values);
        opened.Dispose();
        using var again = new Manual(_disk, Options);
        CollectionAssert.AreEqual(Enumerable.Range(0, 11).ToList(), again.ReadAll().Values, "a record that failed came back");
    }

    [TestMethod]
    public void What_the_medium_lost_behind_the_page_cache_is_named_after_an_error()
    {
        var observer = new LossRecorder();
        using var opened = new Manual(_disk, Options, observer);
        for (var i = 0; i < 10; i++) opened.Append(Lane.Data, new byte[200]);
        var name = _disk.Files.Keys.First(k => SegmentBlock.TryRead(_disk.Files[k].Seen, out var b) && b.State == SegmentState.Live);
        _disk.Files[name].Kept.AsSpan(1024, 200).Clear();
        var failing = true;
        _disk.Before = (call, _) => { if (call == DiskCall.Sync && failing) throw new StorageException(StorageFault.Io, "EIO"); };
        opened.Append(Lane.Data, new byte[10]);
        failing = false;
        opened.Time.Advance(TimeSpan.FromSeconds(2));
        opened.Commit();
        Assert.AreEqual(FindingKind.LostAfterError, observer.Lost[0].Kind);
        Assert.IsGreaterThan(0, observer.Lost[0].Lost);
    }

    [TestMethod]
    [DataRow(StorageFault.ReadOnly, JournalState.ReadOnly, AppendStatus.Unwritable)]
    [DataRow(StorageFault.Gone, JournalState.DirectoryGone, AppendStatus.Unwritable)]
    [DataRow(StorageFault.Io, JournalState.IoError, AppendStatus.IoError)]
    public void Every_fault_has_a_state_and_ends_by_itself(StorageFault fault, JournalState state, AppendStatus status)
    {
        var observer = new LossRecorder();
        using var opened = new Manual(_disk, Options, observer);
        opened.Append(Lane.Data, new byte[10]);
        _disk.Before = (call, _) => { if (call is DiskCall.Write or DiskCall.Create) throw new StorageException(fault, "ordered"); };
        Assert.AreEqual(status, opened.Append(Lane.Data, new byte[10]).Status);
        Assert.AreEqual(state, opened.Log.Status.State);
        Assert.AreEqual(status, opened.Append(Lane.Event, new byte[10]).Status);
        for (var i = 0; i < 5; i++)
        {
            opened.Time.Advance(TimeSpan.FromMinutes(1));
            Assert.IsFalse(opened.Commit().Committed && opened.Log.Status.State == JournalState.Open);
        }
        _disk.Before = static (_, _) => { };
        opened.Time.Advance(TimeSpan.FromMinutes(1));
        opened.Log.Pump();
        Assert.IsTrue(opened.Append(Lane.Data, new byte[10]).Committed);
        Assert.AreEqual(JournalState.Open, observer.States[^1]);
        Assert.HasCount(2, opened.ReadAll());
    }

    [TestMethod]
    public void A_directory_that_is_deleted_is_noticed_and_an_empty_one_in_its_place_is_not_ours()
    {
        using var opened = new Manual(_disk, Options);
        for (var i = 0; i < 5; i++) opened.Append(Lane.Data, new byte[10]);
        var files = _disk.Files.ToDictionary(f => f.Key, f => f.Value);
        _disk.Files.Clear();
        opened.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.AreEqual(AppendStatus.Unwritable, opened.Append(Lane.Data, new byte[10]).Status);
        opened.Time.Advance(TimeSpan.FromMinutes(1));
        opened.Log.Pump();
        Assert.AreEqual(JournalState.DirectoryGone, opened.Log.Status.State);
        Assert.HasCount(0, _disk.Files);
        foreach (var (name, file) in files) _disk.Files[name] = file;
        opened.Time.Advance(TimeSpan.FromMinutes(1));
        opened.Log.Pump();
        Assert.IsTrue(opened.Append(Lane.Data, new byte[10]).Committed);
        Assert.HasCount(6, opened.ReadAll());
    }

    [TestMethod]
    public void A_step_of_the_clock_in_either_direction_evicts_nothing()
    {
        var clock = new SteppedClock();
        var log = DurableLog.OpenManual(_disk.Attach(), Options with { DataAge = TimeSpan.FromDays(7) }, clock);
        foreach (var year in new[] { 1970, 2026, 2001 })
        {
            clock.Now = new DateTimeOffset(year, 1, 2, 0, 0, 0, TimeSpan.Zero);
            for (var i = 0; i < 100; i++)
            {
                _ = log.AppendAsync(Lane.Data, 1, new byte[100]).AsTask();
                log.Pump();
            }
        }
        Assert.AreEqual(0, log.Start(Lane.Data));
        Assert.AreEqual(300, log.End(Lane.Data));
        Assert.AreEqual(100, log.Seek(Lane.Data, clock.Now.AddYears(1).ToUnixTimeMilliseconds()));
    }

    [TestMethod]
    public void Age_evicts_what_is_older_in_running_time_and_names_it()
    {
        var observer = new LossRecorder();
        using var opened = new Manual(_disk, Options with { DataAge = TimeSpan.FromHours(1) }, observer);
        for (var i = 0; i < 100; i++) opened.Append(Lane.Data, new byte[100]);
        opened.Time.Advance(TimeSpan.FromHours(2));
        opened.Append(Lane.Data, new byte[100]);
        Assert.IsNotEmpty(observer.Evictions);
        Assert.IsTrue(observer.Evictions.TrueForAll(e => e.Cause == EvictionCause.Age));
        Assert.IsGreaterThan(0, opened.Log.Start(Lane.Data));
        Assert.AreEqual(observer.Evictions[^1].To, opened.Log.Start(Lane.Data));
    }

    [TestMethod]
    public async Task A_disk_that_stalls_delays_and_drops_nothing()
    {
        using var stall = new ManualResetEventSlim();
        _disk.Before = (call, _) => { if (call == DiskCall.Sync) stall.Wait(TestContext.CancellationToken); };
        await using var log = DurableLog.Open(_disk.Attach(), Options, TimeProvider.System);
        var waiting = Enumerable.Range(0, 500).Select(i => log.AppendAsync(i % 7 == 0 ? Lane.Event : Lane.Data, 1, BitConverter.GetBytes(i)).AsTask()).ToList();
        Assert.IsFalse(waiting.Exists(w => w.IsCompleted));
        stall.Set();
        foreach (var result in await Task.WhenAll(waiting)) Assert.IsTrue(result.Committed, result.Reason);
    }

    [TestMethod]
    public async Task More_than_the_bound_behind_a_stalled_disk_is_refused_as_busy()
    {
        using var stall = new ManualResetEventSlim();
        _disk.Before = (call, _) => { if (call == DiskCall.Sync) stall.Wait(TestContext.CancellationToken); };
        await using var log = DurableLog.Open(_disk.Attach(), Options with { PendingBytes = 2000 }, TimeProvider.System);
        var waiting = Enumerable.Range(0, 100).Select(_ => log.AppendAsync(Lane.Data, 1, new byte[100]).AsTask()).ToList();
        stall.Set();
        var results = await Task.WhenAll(waiting);
        Assert.IsTrue(Array.Exists(results, r => r.Status == AppendStatus.Busy));
        Assert.AreEqual(results.Count(r => r.Committed), log.End(Lane.Data));
    }

    [TestMethod]
    public void A_record_larger_than_the_bound_is_refused()
    {
        using var opened = new Manual(_disk, Options);
        Assert.AreEqual(AppendStatus.TooLarge, opened.Append(Lane.Data, new byte[513]).Status);
        Assert.IsTrue(opened.Append(Lane.Data, new byte[512]).Committed);
    }

    [TestMethod]
    public void A_segment_size_that_changes_between_openings_costs_nothing()
    {
        using (var opened = new Manual(_disk, Options))
        {
            for (var i = 0; i < 100; i++) opened.Append(Lane.Data, BitConverter.GetBytes(i));
        }
        using var again = new Manual(_disk, Options with { SegmentBytes = 16384 });
        again.Log.OpenCursor("city");
        for (var i = 100; i < 1000; i++) again.Append(Lane.Data, BitConverter.GetBytes(i));
        Assert.HasCount(0, again.Log.Recovered.Findings);
        Assert.HasCount(1000, again.ReadAll());
    }

    /// <summary>A wall clock that is set by hand while real time goes on.</summary>
    private sealed class SteppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
