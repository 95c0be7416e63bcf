using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Virtual;
using SmartCity.Node.Virtual.Faults;
using SmartCity.Node.Virtual.Platform;
using SmartCity.Node.Virtual.Simulation;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;

namespace SmartCity.Firmware.Tests.Virtual;

[TestClass]
public class ClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 8, 0, 0, TimeSpan.FromHours(8));

    [TestMethod]
    public void Readings_of_an_hour_with_outages_and_without_a_time_server_keep_the_second_they_were_taken_in()
    {
        var times = new SortedDictionary<(uint, uint, int), long>();
        var bases = new HashSet<TimeBasis>();
        var decoder = new PackDecoder();
        var pack = new Pack();
        var city = new CitySimulation(Start, new BrokerBehaviour(), seed: 1);
        city.Broker.Taken += (topic, payload) =>
        {
            if (!topic.EndsWith("/data", StringComparison.Ordinal)) return;
            Assert.IsTrue(decoder.TryDecode(payload.Span, (Start + city.Elapsed).ToUnixTimeMilliseconds(), pack, out _));
            bases.Add(pack.Basis);
            for (int i = 0; i < pack.Count; i++)
            {
                if (pack.Readings[i].Channel == "veh1") times[(pack.Boot, pack.Seq, i)] = pack.Readings[i].TimeMs;
            }
        };
        city.Add(new VirtualNodeOptions
        {
            Identity = new NodeIdentity("xizhimen", "ix-001"),
            Profile = NodeProfile.Intersection,
            Broker = new BrokerAddress("broker", 1883),
            Flash = new MemoryFlash(),
            Faults = FaultScript.Parse("0s * no-time for 20m\n5m * wifi-loss for 6m\n40m * wifi-loss for 7m"),
        });

        city.RunUntil(TimeSpan.FromHours(1));

        Assert.HasCount(2, bases);
        long first = times.Values.First() - Start.ToUnixTimeMilliseconds();
        Assert.IsInRange(0L, 1500L, first);
        long[] steps = [.. times.Values.Zip(times.Values.Skip(1), (a, b) => b - a)];
        Assert.IsGreaterThan(3500, steps.Length);

        // One step only may be off: when the clock is set, the schedule moves to round seconds.
        Assert.IsLessThan(2, steps.Count(s => s is < 990 or > 1010));
        Assert.IsInRange(0L, 2000L, steps.Max());
        Assert.IsInRange(0L, 1000L, steps.Min());
    }
}
