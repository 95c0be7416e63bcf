using SmartCity.Pipeline.Clock;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;

namespace SmartCity.Pipeline.Tests.Clock;

[TestClass]
public sealed class ClockMapTests
{
    private static readonly int Traces = Environment.GetEnvironmentVariable("SMARTCITY_LONG") == "1" ? 10_000 : 1_000;

    [TestMethod]
    public void Times_stamped_under_a_wrong_clock_come_right_within_a_second_and_in_order()
    {
        for (int seed = 0; seed < Traces; seed++)
        {
            var random = new Random(seed);
            var map = new ClockMap();
            long truth = Packs.Base;
            long error = -truth;
            var packs = new List<(Pack Pack, long Truth)>();
            for (int position = 0; position < 50; position++)
            {
                truth += 1 + random.Next(60_000);
                if (random.Next(10) == 0)
                {
                    // NTP or a person sets the clock, to within half a second of the truth in the end.
                    long next = position > 30 ? random.Next(-500, 500) : random.NextInt64(-4_000_000_000, 4_000_000_000);
                    map.Step(position, next - error);
                    error = next;
                }

                packs.Add((Stamped(truth + error), truth));
            }

            map.Step(50, -error);
            long before = long.MinValue;
            for (int position = 0; position < packs.Count; position++)
            {
                var (pack, was) = packs[position];
                map.Repair(pack, position);
                long time = pack.Readings[0].TimeMs;
                if (Math.Abs(time - was) > 1000 || time <= before) Assert.Fail($"seed {seed}, position {position}: {time} for {was}, after {before}");
                before = time;
            }
        }
    }

    [TestMethod]
    public void A_nodes_own_time_is_left_alone_and_a_repaired_one_says_so()
    {
        var map = new ClockMap();
        map.Step(10, 5000);
        var own = Stamped(Packs.Base);
        own.Basis = TimeBasis.Node;
        map.Repair(own, 3);
        Assert.AreEqual((Packs.Base, Packs.Base + 5000, 0), (own.Readings[0].TimeMs, own.ReceivedMs, own.Readings[0].Tests));
        var relative = Stamped(Packs.Base);
        map.Repair(relative, 3);
        Assert.AreEqual((Packs.Base + 5000, TimeBasis.Repaired, (ushort)QualityTest.Clock), (relative.Readings[0].TimeMs, relative.Basis, relative.Readings[0].Tests));
        var after = Stamped(Packs.Base);
        map.Repair(after, 10);
        Assert.AreEqual((Packs.Base, TimeBasis.Arrival), (after.Readings[0].TimeMs, after.Basis));
    }

    private static Pack Stamped(long now)
    {
        var pack = new Pack { Site = "s", Node = "n", Basis = TimeBasis.Arrival, ReceivedMs = now };
        pack.Add() = new Reading { Channel = "t", TimeMs = now, Quality = 1 };
        return pack;
    }
}
