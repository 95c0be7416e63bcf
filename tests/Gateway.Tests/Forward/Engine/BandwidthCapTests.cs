using CsCheck;
using Microsoft.Extensions.Time.Testing;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Tests.Forward.Fakes;

namespace SmartCity.Gateway.Tests.Forward.Engine;

[TestClass]
public sealed class BandwidthCapTests
{
    private static readonly Waiting Everything = new(true, 1000, TimeSpan.FromHours(1), true, true);

    [TestMethod]
    public void Over_any_span_of_time_no_more_goes_than_the_rate_allows_and_one_batch()
    {
        var batch = Gen.Select(Gen.Double[0.2, 8], Gen.Int[0, 3000], Gen.Int[0, 3000], Gen.Bool, (expansion, tookMs, idleMs, fails) => (expansion, tookMs, idleMs, fails));
        Gen.Select(Gen.Int[1, 1_000_000], batch.Array[2, 40]).Sample((rate, batches) =>
        {
            var time = new FakeTimeProvider();
            var scheduler = new SinkScheduler(new ForwardTuning { BytesPerSecond = rate, RetryBaseMs = 1 }, time, new Random(5));
            var sent = new List<(double Seconds, long Bytes)>();
            foreach (var (expansion, tookMs, idleMs, fails) in batches)
            {
                var plan = scheduler.Plan(Everything);
                while (!plan.Send)
                {
                    time.Advance(TimeSpan.FromMilliseconds(Math.Ceiling(plan.Wait!.Value.TotalMilliseconds)));
                    scheduler.Resume();
                    plan = scheduler.Plan(Everything);
                }

                var (at, bytes) = (time.GetTimestamp(), (long)(plan.Bytes * expansion));
                sent.Add(((double)at / time.TimestampFrequency, bytes));
                time.Advance(TimeSpan.FromMilliseconds(tookMs));
                scheduler.Sent(at, plan.Bytes, bytes);
                if (fails) scheduler.Failed(FailureKind.Temporary, null, progress: false);
                else scheduler.Delivered(plan.Bytes, TimeSpan.FromMilliseconds(tookMs));
                time.Advance(TimeSpan.FromMilliseconds(idleMs));
            }

            for (var first = 0; first < sent.Count; first++)
            {
                var (sum, largest) = (0L, 0L);
                for (var last = first; last < sent.Count; last++)
                {
                    sum += sent[last].Bytes;
                    largest = Math.Max(largest, sent[last].Bytes);
                    if (sum > (rate * (sent[last].Seconds - sent[first].Seconds)) + largest + 1) return false;
                }
            }

            return true;
        });
    }

    [TestMethod]
    public void A_batch_is_kept_to_what_the_rate_pays_off_in_its_time()
    {
        var time = new FakeTimeProvider();
        var scheduler = new SinkScheduler(new ForwardTuning { BytesPerSecond = 10_000, BatchMs = 500 }, time, new Random(5));
        for (var i = 0; i < 30; i++)
        {
            var plan = scheduler.Plan(Everything);
            scheduler.Sent(time.GetTimestamp(), plan.Bytes, plan.Bytes * 3);
            Assert.IsFalse(scheduler.Plan(Everything).Send);
            time.Advance(scheduler.Plan(Everything).Wait!.Value + TimeSpan.FromMilliseconds(1));
        }

        Assert.IsGreaterThan(10_000 / 2 / 3 * 9 / 10, scheduler.BatchBytes);
        Assert.IsLessThan(10_000 / 2 / 3 * 11 / 10, scheduler.BatchBytes);
    }

    [TestMethod]
    public void Without_a_cap_nothing_is_held()
    {
        var time = new FakeTimeProvider();
        var scheduler = new SinkScheduler(new ForwardTuning(), time, new Random(5));
        scheduler.Sent(time.GetTimestamp(), 1000, long.MaxValue / 2);
        Assert.IsTrue(scheduler.Plan(Everything).Send);
    }

    [TestMethod]
    public async Task A_capped_sink_takes_the_time_its_bytes_need_and_events_go_first()
    {
        await using var rig = new EngineRig();
        rig.Tuning.BytesPerSecond = 20_000;
        var largest = 0L;
        var total = 0L;
        var sink = new ScriptedSink("city", batch =>
        {
            batch.Sent(batch.Bytes * 2L);
            total += batch.SentBytes;
            largest = Math.Max(largest, batch.SentBytes);
            return SendOutcome.Delivered;
        });
        rig.Produce("a", 1000);
        rig.Produce("a", 5, isEvent: true);
        var began = rig.Time.GetUtcNow();
        await rig.StartAsync(sink);
        await rig.DrainAsync();

        // The clock runs on while a thread waits for the processor: it may show more than was needed, and never less.
        var took = rig.Time.GetUtcNow() - began;
        Assert.IsGreaterThanOrEqualTo((total - largest) / 20_000d, took.TotalSeconds + 0.001);
        Assert.AreEqual(1005, sink.Arrivals.Count);
        Assert.IsTrue(sink.Arrivals.Take(5).All(arrival => arrival.IsEvent));
    }
}
