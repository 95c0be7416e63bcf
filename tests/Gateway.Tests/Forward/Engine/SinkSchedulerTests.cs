using CsCheck;
using Microsoft.Extensions.Time.Testing;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Engine;

namespace SmartCity.Gateway.Tests.Forward.Engine;

[TestClass]
public sealed class SinkSchedulerTests
{
    private static readonly Waiting Live = new(false, 1, TimeSpan.FromHours(1), false);

    [TestMethod]
    public void Live_records_wait_for_company_as_long_as_the_linger_and_no_longer()
    {
        var scheduler = New(new ForwardTuning { LingerMs = 50, BatchRecords = 10 });
        Assert.AreEqual(TimeSpan.FromMilliseconds(40), scheduler.Plan(new Waiting(false, 3, TimeSpan.FromMilliseconds(10), false)).Wait);
        Assert.IsTrue(scheduler.Plan(new Waiting(false, 3, TimeSpan.FromMilliseconds(50), false)).Send);
        Assert.IsTrue(scheduler.Plan(new Waiting(false, 10, TimeSpan.Zero, false)).Send);
        Assert.IsTrue(scheduler.Plan(new Waiting(true, 0, TimeSpan.Zero, false)).Send);
        Assert.IsNull(scheduler.Plan(default).Wait);
    }

    [TestMethod]
    public void After_a_time_of_quiet_a_live_record_goes_at_once_and_then_one_batch_a_linger()
    {
        var time = new FakeTimeProvider();
        var scheduler = New(new ForwardTuning { LingerMs = 50 }, time);
        var one = new Waiting(false, 1, TimeSpan.Zero, false);
        time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.IsTrue(scheduler.Plan(one).Send);
        scheduler.Sent(time.GetTimestamp(), 100, 100);
        Assert.AreEqual(TimeSpan.FromMilliseconds(50), scheduler.Plan(one).Wait);
        time.Advance(TimeSpan.FromMilliseconds(30));
        Assert.AreEqual(TimeSpan.FromMilliseconds(20), scheduler.Plan(one).Wait);
    }

    [TestMethod]
    public void The_backlog_keeps_its_share_of_every_batch_and_live_traffic_the_rest()
    {
        Gen.Select(Gen.Int[20, 90], Gen.Int[4, 4096], Gen.Int[2, 4096]).Sample((percent, kilobytes, records) =>
        {
            var plan = New(new ForwardTuning { BacklogPercent = percent, BatchKilobytes = kilobytes, BatchRecords = records })
                .Plan(new Waiting(true, 1, TimeSpan.FromSeconds(1), true));
            return plan.Send && plan.LiveBytes > 0 && (plan.Bytes - plan.LiveBytes) * 100L >= plan.Bytes * (long)percent
                && plan.LiveRecords > 0 && (plan.LiveRecords == 1 || (plan.Records - plan.LiveRecords) * 100L >= plan.Records * (long)percent);
        });
    }

    [TestMethod]
    public void Without_backlog_live_traffic_has_the_whole_batch()
    {
        var plan = New(new ForwardTuning()).Plan(Live);
        Assert.AreEqual(plan.Bytes, plan.LiveBytes);
        Assert.AreEqual(plan.Records, plan.LiveRecords);
    }

    [TestMethod]
    public void Back_off_grows_is_jittered_in_full_and_ends_with_success()
    {
        var time = new FakeTimeProvider();
        var scheduler = New(new ForwardTuning { RetryBaseMs = 100, RetryCapSeconds = 10 }, time);
        for (var n = 0; n < 40; n++)
        {
            var wait = scheduler.Failed(FailureKind.Temporary, null, progress: false);
            Assert.IsLessThanOrEqualTo(Math.Min(10_000, 100 * Math.Pow(2, n)), wait.TotalMilliseconds);
            Assert.IsLessThanOrEqualTo(1, Math.Abs((scheduler.Plan(Live).Wait!.Value - wait).TotalMilliseconds));
            time.Advance(wait + TimeSpan.FromMilliseconds(1));
            Assert.IsTrue(scheduler.Plan(Live).Send);
        }

        scheduler.Delivered(100, TimeSpan.Zero);
        Assert.AreEqual(0, scheduler.Failures);
        Assert.IsLessThanOrEqualTo(100, scheduler.Failed(FailureKind.Temporary, null, false).TotalMilliseconds);
    }

    [TestMethod]
    public void Full_jitter_spreads_over_the_whole_interval()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), new Random(3));
        var waits = Enumerable.Range(0, 1000).Select(_ => backoff.Next(null).TotalSeconds).ToArray();
        for (var bin = 0; bin < 10; bin++) Assert.IsGreaterThan(60, waits.Count(wait => (int)(wait * 10) == bin));
    }

    [TestMethod]
    public void The_receivers_own_wish_is_kept()
    {
        var scheduler = New(new ForwardTuning());
        Assert.AreEqual(TimeSpan.FromSeconds(90), scheduler.Failed(FailureKind.Temporary, TimeSpan.FromSeconds(90), false));
    }

    [TestMethod]
    public void When_only_a_person_can_help_attempts_are_rare_and_a_person_can_ask_for_one()
    {
        var scheduler = New(new ForwardTuning { FinalRetrySeconds = 300 });
        Assert.AreEqual(TimeSpan.FromSeconds(300), scheduler.Failed(FailureKind.Final, null, false));
        Assert.IsFalse(scheduler.Plan(Live).Send);
        scheduler.Resume();
        Assert.IsTrue(scheduler.Plan(Live).Send);
    }

    [TestMethod]
    public void Batches_shrink_on_a_thin_link_and_grow_on_a_wide_one_to_what_it_takes_in_the_time()
    {
        foreach (var bytesPerSecond in (int[])[20_000, 200_000, 2_000_000])
        {
            var pacer = new BatchPacer(4096, 256 * 1024, TimeSpan.FromMilliseconds(500));
            for (var i = 0; i < 30; i++) pacer.Delivered(pacer.Bytes, TimeSpan.FromSeconds((double)pacer.Bytes / bytesPerSecond));
            Assert.IsLessThanOrEqualTo(Math.Max(4096, bytesPerSecond / 2), pacer.Bytes);
            Assert.IsGreaterThanOrEqualTo(Math.Min(256 * 1024, bytesPerSecond / 4), pacer.Bytes);
        }
    }

    [TestMethod]
    [DataRow(600)]
    [DataRow(800)]
    [DataRow(1000)]
    public void On_a_link_with_a_long_way_live_records_stay_first_and_the_throughput_does_not_collapse(int roundTripMs)
    {
        const int Record = 400;
        const double LinkBytesPerMs = 100, LivePerMs = 10d / Record;
        var time = new FakeTimeProvider();
        var scheduler = New(new ForwardTuning(), time);
        var (nowMs, taken, total, worst) = (0d, 0L, 0L, 0d);
        for (var batch = 0; batch < 400; batch++)
        {
            var live = (long)(nowMs * LivePerMs) - taken;
            var age = nowMs - (taken / LivePerMs);
            var plan = scheduler.Plan(new Waiting(false, live, TimeSpan.FromMilliseconds(age), Backlog: true));
            Assert.IsTrue(plan.Send);
            var sent = Math.Min(live, Math.Min(plan.LiveRecords, plan.LiveBytes / Record));
            var bytes = Math.Max(Record, Math.Min(plan.Records, plan.Bytes / Record) * Record);
            var elapsed = roundTripMs + (bytes / LinkBytesPerMs);

            // Live records go out first, and are at the city half a round trip later.
            if (batch >= 20 && live > 0) worst = Math.Max(worst, age + (roundTripMs / 2d) + (sent * Record / LinkBytesPerMs));
            if (batch >= 20) total += bytes;
            taken += sent;
            nowMs += elapsed;
            time.Advance(TimeSpan.FromMilliseconds(elapsed));
            scheduler.Delivered(bytes, TimeSpan.FromMilliseconds(elapsed));
            if (batch == 19) (nowMs, taken) = (0, 0);
        }

        Assert.IsLessThan((roundTripMs * 1.5) + 600, worst);
        Assert.IsGreaterThan(LinkBytesPerMs * 250 / (250 + roundTripMs) * 0.8, total / nowMs);
    }

    private static SinkScheduler New(ForwardTuning tuning, FakeTimeProvider? time = null) => new(tuning, time ?? new FakeTimeProvider(), new Random(5));
}
