using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Engine;
using SmartCity.Pipeline.Filters;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Tests.Engine;

[TestClass]
public sealed class ThroughputTests
{
    [TestMethod]
    public void Steady_state_allocates_nothing_for_range_spike_rate_flat_line_and_deadband()
    {
        var options = new PipelineOptions
        {
            Quality =
            [
                new QualityOptions
                {
                    Channels = ["*"],
                    Spike = new SpikeOptions { Suspect = 50, Fail = 100 },
                    Rate = new LevelsOptions { Suspect = 50, Fail = 100 },
                    FlatLine = new FlatLineOptions { SuspectSeconds = 60, FailSeconds = 120, Tolerance = 0.001 },
                },
            ],
        };
        var engine = new PipelineEngine(options, ChannelCatalogue.Shipped);
        var decisions = new Decisions();
        var band = new Deadband(0.5, 60);
        var pack = new Pack { Site = "s", Node = "n", Boot = 1 };
        long passed = 0;
        Run(20_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(20_000);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.IsGreaterThan(0, passed);

        void Run(int packs)
        {
            for (int p = 0; p < packs; p++)
            {
                pack.Seq++;
                pack.Clear();
                for (int i = 0; i < 10; i++)
                {
                    double value = 20 + (Math.Sin((pack.Seq * 10) + i) * 3);
                    pack.Add() = new Reading { Channel = "t", Number = value, TimeMs = Packs.Base + (((pack.Seq * 10L) + i) * 1000), Quality = Quality.Good };
                }

                pack.ReceivedMs = pack.Readings[^1].TimeMs;
                engine.Process(pack, pack.ReceivedMs, decisions);
                foreach (ref readonly var reading in pack.Readings) passed += band.Pass(reading.TimeMs, reading.Number) ? 1 : 0;
            }
        }
    }
}
