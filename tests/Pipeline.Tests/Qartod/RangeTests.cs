using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Engine;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Tests.Qartod;

[TestClass]
public sealed class RangeTests
{
    [TestMethod]
    [DataRow("t", 21.0, Quality.Good)]
    [DataRow("t", 85.0, Quality.Good)]
    [DataRow("t", 85.01, Quality.Fail)]
    [DataRow("rh", -0.1, Quality.Fail)]
    [DataRow("nosuch", 1e9, Quality.Good)]
    public void A_reading_outside_its_channels_range_fails_and_keeps_its_value(string channel, double value, int flag)
    {
        var pack = new Pack();
        pack.Add() = new Reading { Channel = channel, Number = value, Quality = Quality.Good };
        Judge(pack);
        Assert.AreEqual(flag, pack.Readings[0].Quality);
        Assert.AreEqual(value, pack.Readings[0].Number);
        Assert.AreEqual(flag == Quality.Fail ? (int)QualityTest.GrossRange : 0, pack.Readings[0].Tests);
    }

    [TestMethod]
    public void A_missing_value_stays_missing_and_a_worse_flag_of_the_node_stays()
    {
        var pack = new Pack();
        pack.Add() = new Reading { Channel = "t", Kind = ReadingKind.Missing, Text = "crc", Quality = Quality.Missing };
        pack.Add() = new Reading { Channel = "t", Number = 20, Quality = Quality.Suspect };
        Judge(pack);
        Assert.AreEqual(Quality.Missing, pack.Readings[0].Quality);
        Assert.AreEqual(Quality.Suspect, pack.Readings[1].Quality);
    }

    private static void Judge(Pack pack) =>
        new PipelineEngine(new PipelineOptions(), ChannelCatalogue.Shipped).Process(pack, 0, new Decisions());
}
