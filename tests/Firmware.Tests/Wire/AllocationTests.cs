using System.Collections;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Firmware.Tests.Node.Bench;
using SmartCity.Wire;

namespace SmartCity.Firmware.Tests.Wire;

/// <summary>What a reading and a long life cost in memory.</summary>
[TestClass]
[DoNotParallelize]
public class AllocationTests
{
    [TestMethod]
    public void Writing_and_composing_a_pack_allocates_nothing()
    {
        PackBench bench = new(PackFormat.Cbor);
        long Once()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            bench.Writer.Reset();
            for (int i = 0; i < 60; i++) bench.Writer.AddNumber("pm2_5", 357 + i, -1, i * 1000, Quality.Good);
            bench.Writer.AddMissing("co2", MissingReason.Crc, 0);
            bench.Compose(ClockState.Synchronised, BenchClock.Start, 3, 7);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Once();
        Assert.AreEqual(0L, Once());
    }

    [TestMethod]
    public void A_sample_allocates_nothing_beyond_its_pack()
    {
        NodeBench bench = new(NodeBench.OneChannel.Replace("\"period\":5", "\"period\":600", StringComparison.Ordinal));
        bench.Platform.IsUp = false;
        bench.StartAndRun(2_000);
        SmartCity.Node.NodeApp node = bench.Node;
        BenchClock clock = bench.Platform.BenchClock;
        BenchSensor sensor = bench.Sensors.Of("a");
        long before = GC.GetAllocatedBytesForCurrentThread();
        int reads = sensor.Reads;
        for (int i = 0; i < 40; i++)
        {
            sensor.Value += 0.13;
            clock.MonotonicMs += 500;
            node.Step();
        }

        // The bench's own list of random bounds may grow once; the node itself has nothing to make.
        Assert.AreEqual(20, sensor.Reads - reads);
        Assert.IsLessThanOrEqualTo(256L, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void A_node_is_no_bigger_after_a_hundred_thousand_samples()
    {
        NodeBench bench = new(NodeBench.OneChannel);
        bench.StartAndRun(0);
        long Live(int seconds)
        {
            bench.Run(seconds * 1000L);

            // What the bench writes down of the node is not the node's.
            foreach (ArrayList noted in new[] { bench.Broker.Sent, bench.Platform.RandomBounds, bench.Platform.Lines })
            {
                noted.Clear();
                noted.TrimToSize();
            }

            return ObjectGraph.Bytes(bench.Node);
        }

        long early = Live(10_000);
        long late = Live(100_000);
        Assert.IsGreaterThan(1_000L, early);
        Assert.IsLessThan(early + 1_024, late);
        Assert.IsGreaterThan(109_900L, bench.Node.Outbox.ReadingsAcknowledged);
    }
}
