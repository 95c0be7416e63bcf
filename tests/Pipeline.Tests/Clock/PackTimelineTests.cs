using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Engine;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Tests.Clock;

/// <summary>Times that a node did not know, in the order of boot and seq whatever the order of arrival.</summary>
[TestClass]
public sealed class PackTimelineTests
{
    private static readonly int Traces = Environment.GetEnvironmentVariable("SMARTCITY_LONG") == "1" ? 10_000 : 1_000;

    [TestMethod]
    public void The_order_of_a_nodes_packs_never_changes()
    {
        for (int seed = 0; seed < Traces; seed++)
        {
            var random = new Random(seed);
            var engine = new PipelineEngine(new PipelineOptions(), ChannelCatalogue.Shipped);
            var packs = new List<Pack>();
            long now = Packs.Base;
            int[] order = Enumerable.Range(0, 12).ToArray();

            // Newest before backlog, a few out of turn.
            if (random.Next(2) == 0) random.Shuffle(order);
            foreach (int seq in order)
            {
                now += 20 + random.Next(5_000);
                var pack = new Pack { Site = "s", Node = "n", Boot = (uint)(seq / 6), Seq = (uint)(seq % 6), Basis = TimeBasis.Unknown, ReceivedMs = now };
                int count = 1 + random.Next(4);
                for (int i = 0; i < count; i++) pack.Add() = new Reading { Channel = "t", Number = 20, TimeMs = now - ((count - 1 - i) * 1000), Quality = Quality.Good };
                engine.Process(pack, now, new Decisions());
                packs.Add(pack);
            }

            long last = long.MinValue;
            foreach (var pack in packs.OrderBy(p => p.Boot).ThenBy(p => p.Seq))
            {
                foreach (ref readonly var reading in pack.Readings)
                {
                    if (reading.TimeMs < last || reading.TimeMs > pack.ReceivedMs) Assert.Fail($"seed {seed}, boot {pack.Boot}, seq {pack.Seq}: {reading.TimeMs} after {last}, received {pack.ReceivedMs}");
                    Assert.AreEqual((ushort)QualityTest.Clock, reading.Tests);
                    last = reading.TimeMs;
                }
            }
        }
    }

    [TestMethod]
    public void A_pack_that_took_long_is_not_put_before_the_one_that_was_measured_before_it()
    {
        var engine = new PipelineEngine(new PipelineOptions(), ChannelCatalogue.Shipped);
        var slow = Arrived(0, Packs.Base + 3000, age: 1000);
        var fast = Arrived(1, Packs.Base + 3100, age: 2900);
        engine.Process(slow, slow.ReceivedMs, new Decisions());
        engine.Process(fast, fast.ReceivedMs, new Decisions());
        Assert.AreEqual((TimeBasis.Arrival, Packs.Base + 2000), (slow.Basis, slow.Readings[0].TimeMs));
        Assert.AreEqual((TimeBasis.Repaired, Packs.Base + 2001), (fast.Basis, fast.Readings[0].TimeMs));
    }

    [TestMethod]
    public void After_a_step_of_the_clock_waits_go_on_and_nodes_without_a_clock_are_seen_again()
    {
        var options = new PipelineOptions { Rules = [new AbsenceRule { Id = "gone", Seconds = 60 }, new ThresholdRule { Id = "hot", Channel = "t", Above = 30 }] };
        var engine = new PipelineEngine(options, ChannelCatalogue.Shipped);
        var decisions = new Decisions();
        var before = Arrived(0, Packs.Base, age: 0);
        engine.Process(before, before.ReceivedMs, decisions);

        // The clock was an hour ahead.
        long now = Packs.Base + 1000 - 3_600_000;
        engine.StepClock(2, -3_600_000, now);
        engine.AdvanceTo(now + 30_000, decisions);
        Assert.IsEmpty(decisions.Events);
        var after = Arrived(1, now + 40_000, age: 0);
        after.Readings[0].Number = 31;
        engine.Process(after, after.ReceivedMs, decisions);
        Assert.AreEqual("hot", decisions.Events.Single().Rule);
        engine.Clock.Repair(before, 1);
        Assert.AreEqual((TimeBasis.Repaired, Packs.Base - 3_600_000), (before.Basis, before.Readings[0].TimeMs));
    }

    private static Pack Arrived(uint seq, long receivedMs, long age)
    {
        var pack = new Pack { Site = "s", Node = "n", Boot = 1, Seq = seq, Basis = TimeBasis.Arrival, ReceivedMs = receivedMs };
        pack.Add() = new Reading { Channel = "t", Number = 20, TimeMs = receivedMs - age, Quality = Quality.Good };
        return pack;
    }
}
