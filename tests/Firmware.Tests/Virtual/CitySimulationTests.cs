using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Firmware.Tests.Wire;
using SmartCity.Node.Virtual;
using SmartCity.Node.Virtual.Faults;
using SmartCity.Node.Virtual.Platform;
using SmartCity.Node.Virtual.Simulation;

namespace SmartCity.Firmware.Tests.Virtual;

[TestClass]
public class CitySimulationTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 6, 1, 0, 0, 0, TimeSpan.FromHours(8));

    // One bad hour; every hour is one.
    private const string Script = """
        5m  ix-001 nack for 2m on bme280
        9m  pn-001 stuck for 3m on press
        13m ix-001 spike for 1s on t by 90
        15m *      wifi-loss for 4m
        21m ix-001 door-open for 30s
        24m pn-001 clock-error for 2m by -3600
        28m ix-001 reboot
        31m pn-001 power-cut for 40s
        34m ix-001 mains-fail for 1m
        36m ix-001 power-cut for 5s
        38m *      no-time for 5m
        39m pn-001 reboot
        45m pn-001 leak for 5m by 4
        52m pn-001 burst for 1m
        55m pn-001 wifi-loss for 11m
        """;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Every_reading_of_three_bad_hours_is_delivered_flagged_or_named_as_lost() => Run(hours: 3);

    [TestMethod]
    [TestCategory("long")]
    public void Every_reading_of_a_bad_day_is_delivered_flagged_or_named_as_lost()
    {
        if (Environment.GetEnvironmentVariable("SMARTCITY_LONG") != "1") Assert.Inconclusive("set SMARTCITY_LONG=1");
        Run(hours: 24);
    }

    private void Run(int hours)
    {
        var ledger = new SimulationLedger();
        var city = new CitySimulation(Midnight, new BrokerBehaviour { BreakShare = 0.001, SilentShare = 0.001 }, seed: 5);
        city.Broker.Taken += ledger.Taken;
        Fault[] hour = [.. FaultScript.Parse(Script)];
        Fault[] faults = [.. Enumerable.Range(0, hours).SelectMany(h => hour.Select(f => f with { At = f.At + TimeSpan.FromHours(h) }))];
        VirtualBoard crossing = city.Add(Options("ix-001", NodeProfile.Intersection, faults), b => b.PackProduced += ledger.Produced);
        VirtualBoard main = city.Add(Options("pn-001", NodeProfile.Pipeline, faults), b => b.PackProduced += ledger.Produced);
        for (int h = 0; h < hours; h++)
        {
            city.At(TimeSpan.FromHours(h + 0.95), () => city.Broker.IsReachable = false);
            city.At(TimeSpan.FromHours(h + 0.98), () => city.Broker.IsReachable = true);
        }

        long settled = 0, bytes = 0;
        for (int h = 1; h <= hours; h++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            city.RunUntil(TimeSpan.FromHours(h));
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            long live = ObjectGraph.Bytes(city);
            TestContext.WriteLine($"hour {h}: {live} bytes live, {allocated} allocated, {ledger.DeliveredReadings} readings, {ledger.LostReadings} lost");
            if (h == 2) (settled, bytes) = (live, allocated);
            if (h <= 2) continue;
            Assert.IsLessThan(settled + 60_000, live);
            Assert.IsLessThan(bytes * 1.3, (double)allocated);
        }

        crossing.Stop();
        main.Stop();
        city.RunUntil(TimeSpan.FromHours(hours) + TimeSpan.FromMinutes(15));

        Assert.IsTrue(crossing.IsDrained && main.IsDrained);
        Assert.IsEmpty(ledger.Faults);
        Assert.IsEmpty(ledger.Unaccounted());
        Assert.AreEqual(ledger.ProducedReadings, ledger.DeliveredReadings + ledger.LostReadings - ledger.ArrivedYetNamed);
        Assert.IsGreaterThan(hours * 100_000L, ledger.DeliveredReadings);
        Assert.IsGreaterThan(0, ledger.DuplicatePacks);
        Assert.IsGreaterThan(0, ledger.LostReadings);

        Assert.IsGreaterThan(hours * 100L, ledger.Kinds[("ix-001", "p", "i2c-nack")]);
        Assert.IsGreaterThan(hours * 100L, ledger.Kinds[("pn-001", "press", "q3")]);
        Assert.AreEqual(hours, ledger.Kinds[("ix-001", "t", "q4")]);
        // "timeout" is what a rate says of its first sample after a start, and a slow sensor that is asked again too soon
        // because the schedule has just been put on round times; "unsettled" is a contact that moved between two looks.
        string[] passing = ["timeout", "unsettled"];
        string unexpected = string.Join(
            ' ', ledger.Kinds.Where(k => k.Key.What is not ("ok" or "q3" or "q4" or "i2c-nack" or "warming-up") && !passing.Contains(k.Key.What)));
        Assert.AreEqual("", unexpected);
        Assert.IsLessThan(hours * 40L, ledger.Kinds.Where(k => passing.Contains(k.Key.What)).Sum(k => k.Value));
        Assert.IsInRange(hours * 3L, hours * 12L, ledger.EventPacks);
    }

    private static VirtualNodeOptions Options(string node, NodeProfile profile, Fault[] faults) => new()
    {
        Identity = new NodeIdentity("xizhimen", node),
        Profile = profile,
        Broker = new BrokerAddress("broker", 1883),
        Flash = new MemoryFlash(),
        Faults = faults,
    };
}
