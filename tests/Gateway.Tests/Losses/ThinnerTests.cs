using CsCheck;
using SmartCity.Gateway.Losses;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Gateway.Tests.Losses;

[TestClass]
public sealed class ThinnerTests
{
    private const long Noon = 1_772_366_400_000;

    [TestMethod]
    public void A_minute_of_a_channel_is_its_count_and_what_its_good_numbers_span()
    {
        var thinner = new Thinner("gw", ["city"]);
        thinner.Add(7, Make("a", 0, Noon, 20, 22, 24), 10_000);
        thinner.Add(9, Make("a", 1, Noon + 30_000, double.NaN, 10), 10_000);

        var windows = thinner.Windows().Single();
        Assert.AreEqual((60, Noon, 7L), (windows.Seconds, windows.FromMs, windows.Source));
        Assert.AreEqual(new ChannelWindow("t", null, 5, 4, 10, 24, 19), windows.Channels.Single());
        var loss = thinner.Losses().Single();
        Assert.AreEqual((2L, 5L), (loss.Packs, loss.Readings!.Value));
    }

    [TestMethod]
    public void Windows_hold_every_reading_and_take_a_small_part_of_the_bytes()
    {
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 400], Gen.Int[1, 4000]).Sample((nodes, packs, secondsApart) =>
        {
            var thinner = new Thinner("gw", []);
            var readings = 0L;
            for (var i = 0; i < packs; i++)
            {
                var pack = Make($"n{i % nodes}", (uint)i, Noon + (i * secondsApart * 1000L), Enumerable.Range(0, 6).Select(value => (double)value).ToArray());
                thinner.Add(i, pack, 120);
                readings += pack.Count;
            }

            var windows = thinner.Windows().ToList();
            Assert.AreEqual(readings, windows.Sum(set => set.Channels.Sum(channel => channel.Count)));
            Assert.AreEqual(windows.Count, windows.Select(set => set.Source).Distinct().Count(), "each has a name of its own");
            Assert.IsTrue(windows.Count * 80 <= packs * 120 / 64 || windows.All(set => set.Seconds == 86_400));
        });
    }

    private static Pack Make(string node, uint seq, long timeMs, params double[] values)
    {
        var pack = new Pack { Site = "site", Node = node, Boot = 1, Seq = seq, ReceivedMs = timeMs };
        foreach (var value in values)
        {
            pack.Add() = new Reading { Channel = "t", Number = value, TimeMs = timeMs, Quality = (byte)(double.IsNaN(value) ? Quality.Missing : Quality.Good) };
        }

        return pack;
    }
}
