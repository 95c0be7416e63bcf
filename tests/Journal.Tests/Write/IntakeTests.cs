using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests.Write;

/// <summary>When a commit is due, and what is refused without one.</summary>
[TestClass]
public sealed class IntakeTests
{
    private static readonly JournalOptions Options = new() { Linger = TimeSpan.FromMilliseconds(10), ControlLinger = TimeSpan.FromSeconds(1), MaxRecordBytes = 2 << 20 };

    private readonly FakeTimeProvider _time = new();
    private readonly List<AppendSource> _flushes = [];

    [TestMethod]
    public void Data_lingers_from_its_first_record_and_an_event_does_not()
    {
        using var intake = Made();
        _ = Append(intake, Lane.Data);
        Assert.IsFalse(intake.IsDue);
        Pass(6);
        _ = Append(intake, Lane.Data);
        Pass(3);
        Assert.IsFalse(intake.IsDue);
        Pass(1);
        Assert.IsTrue(intake.IsDue);
        var (data, events) = intake.Take(_flushes);
        Assert.AreEqual((2, 0), (data.Count, events.Count));
        Assert.IsFalse(intake.IsDue);
        _ = Append(intake, Lane.Event);
        Assert.IsTrue(intake.IsDue);
    }

    [TestMethod]
    public void After_a_time_of_quiet_the_first_record_does_not_wait_and_the_next_does()
    {
        using var intake = Made();
        Pass((10 * JournalDefaults.QuietLingers) - 1);
        _ = Append(intake, Lane.Data);
        Assert.IsFalse(intake.IsDue);
        Pass(10);
        Assert.AreEqual(1, Commit(intake));
        Pass(10 * JournalDefaults.QuietLingers);

        _ = Append(intake, Lane.Data);
        Assert.IsTrue(intake.IsDue);
        Assert.AreEqual(1, Commit(intake));
        _ = Append(intake, Lane.Data);
        Assert.IsFalse(intake.IsDue);
    }

    [TestMethod]
    public void As_many_records_as_a_full_rate_brings_end_the_linger()
    {
        using var intake = Made();
        const int Enough = JournalDefaults.LingerRecordsPerSecond / 100;
        for (var i = 1; i < Enough; i++) _ = Append(intake, Lane.Data);
        Assert.IsFalse(intake.IsDue);
        _ = Append(intake, Lane.Data);
        Assert.IsTrue(intake.IsDue);
    }

    [TestMethod]
    [DataRow(2, false)]
    [DataRow(0, true)]
    public void So_does_as_much_as_is_committed_at_once(int less, bool due)
    {
        using var intake = Made();
        _ = Append(intake, Lane.Data, JournalDefaults.CommitBytes - MarkFormat.Size - RecordFormat.HeaderBytes - less);
        Assert.AreEqual(due, intake.IsDue);
    }

    [TestMethod]
    public void A_flush_is_due_at_once_and_changes_wait_for_a_commit_to_ride_in()
    {
        using var intake = Made();
        intake.ControlChanged();
        Pass(600);
        intake.ControlChanged();
        Pass(399);
        Assert.IsFalse(intake.IsDue);
        Pass(1);
        Assert.IsTrue(intake.IsDue);
        intake.Take(_flushes);
        _ = intake.Flush().AsTask();
        Assert.IsTrue(intake.IsDue);
        intake.Take(_flushes);
        Assert.HasCount(1, _flushes);
    }

    [TestMethod]
    public void What_is_too_large_or_too_much_is_refused_and_what_is_just_not_is_taken()
    {
        using var intake = Made(Options with { MaxRecordBytes = 600, PendingBytes = 500 });
        AssertRefused(AppendStatus.TooLarge, Append(intake, Lane.Data, 601));
        AssertRefused(AppendStatus.Busy, Append(intake, Lane.Data, 501));
        Assert.IsFalse(Append(intake, Lane.Data, 500).IsCompleted);
        AssertRefused(AppendStatus.Busy, Append(intake, Lane.Data, 0));
        Assert.IsFalse(Append(intake, Lane.Event, 500).IsCompleted, "events have a bound of their own");
    }

    [TestMethod]
    public void A_journal_that_closes_commits_what_waits_and_refuses_what_comes_later()
    {
        var disk = new MemoryDisk();
        using var opened = new Manual(disk, Options with { MaxRecordBytes = 512 });
        var waiting = opened.Log.AppendAsync(Lane.Data, 1, Manual.Payload(1)).AsTask();
        Assert.IsTrue(opened.Log.DisposeAsync().AsTask().IsCompleted);
        Assert.IsTrue(waiting.GetAwaiter().GetResult().Committed);
        foreach (var lane in Lanes.All) AssertRefused(AppendStatus.Closed, opened.Log.AppendAsync(lane, 1, Manual.Payload(2)).AsTask());
        AssertRefused(AppendStatus.Closed, opened.Log.CommitAsync().AsTask());
    }

    [TestMethod]
    public async Task A_journal_with_a_thread_commits_what_still_lingers_when_it_closes()
    {
        var disk = new MemoryDisk();
        var log = DurableLog.Open(disk.Attach(), Options with { MaxRecordBytes = 512, SegmentBytes = 4096 }, _time);
        var waiting = log.AppendAsync(Lane.Data, 1, Manual.Payload(1)).AsTask();
        await log.DisposeAsync();
        using (var again = new Manual(disk, Options with { MaxRecordBytes = 512, SegmentBytes = 4096 })) Assert.AreEqual(1, again.Log.End(Lane.Data));
        Assert.IsTrue((await waiting).Committed);
    }

    [TestMethod]
    public void What_a_caller_awaited_is_used_again_and_a_burst_is_not_kept()
    {
        var pool = new SourcePool(inline: true);
        var source = pool.Rent();
        var task = source.Task.AsTask();
        source.Complete(new AppendResult(AppendStatus.Committed, 7, null));
        Assert.AreEqual(7, task.GetAwaiter().GetResult().Sequence);
        Assert.AreSame(source, pool.Rent());
        var burst = Enumerable.Range(0, SourcePool.Kept + 10).Select(_ => new AppendSource(pool)).ToHashSet();
        foreach (var each in burst) pool.Return(each);
        Assert.AreEqual(SourcePool.Kept, Enumerable.Range(0, burst.Count).Count(_ => burst.Contains(pool.Rent())));
    }

    private static void AssertRefused(AppendStatus status, Task<AppendResult> answer)
    {
        Assert.IsTrue(answer.IsCompleted);
        var result = answer.GetAwaiter().GetResult();
        Assert.AreEqual((status, -1L), (result.Status, result.Sequence));
        Assert.IsNotNull(result.Reason);
    }

    private static Task<AppendResult> Append(Intake intake, Lane lane, int bytes = 10) => intake.Append(lane, 1, new byte[bytes]).AsTask();

    private int Commit(Intake intake)
    {
        var (data, events) = intake.Take(_flushes);
        var count = data.Count;
        foreach (var batch in new[] { data, events }) batch.Complete(0, count, AppendStatus.Committed, null);
        return count;
    }

    private Intake Made(JournalOptions? options = null) => new(options ?? Options, _time, inline: true);

    private void Pass(int ms) => _time.Advance(TimeSpan.FromMilliseconds(ms));
}
