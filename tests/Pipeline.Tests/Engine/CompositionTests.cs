using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Engine;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Tests.Engine;

/// <summary>Filters and virtual channels as the configuration composes them and the engine runs them.</summary>
[TestClass]
public sealed class CompositionTests
{
    private static readonly int Traces = Environment.GetEnvironmentVariable("SMARTCITY_LONG") == "1" ? 10_000 : 1_000;

    [TestMethod]
    public void A_deadband_keeps_readings_back_names_them_and_rules_see_them_all_the_same()
    {
        var feed = Feed(new PipelineOptions
        {
            Filters = [new FilterOptions { Channels = ["t"], Steps = [new DeadbandStep { Width = 1 }] }],
            Rules = [new ThresholdRule { Id = "hot", Channel = "t", Above = 20.9 }],
        });
        Assert.AreEqual("t=20", Leaving(feed.Send(0, "t", 20)));
        Assert.AreEqual("held=1", Leaving(feed.Send(1, "t", 20.9)));
        Assert.AreEqual("Raised hot/s/n1/1", feed.Phases.Single());
        Assert.AreEqual("t=21.5", Leaving(feed.Send(2, "t", 21.5)));
        Assert.AreEqual("held=1", Leaving(feed.Send(3, "t", 21.6)), "the count leaves in its place");
    }

    [TestMethod]
    public void Readings_that_failed_are_suspect_or_missing_always_pass()
    {
        var feed = Feed(new PipelineOptions
        {
            Quality = [new QualityOptions { Channels = ["t"], Range = new RangeOptions { Fail = [-40, 85], Suspect = [0, 30] } }],
            Filters = [new FilterOptions { Channels = ["*"], Steps = [new RateLimitStep { Seconds = 1000 }] }],
        });
        feed.Send(0, "t", 20);
        Assert.AreEqual("t=31", Leaving(feed.Send(1, "t", 31)));
        Assert.AreEqual("t=99", Leaving(feed.Send(2, "t", 99)));
        Assert.AreEqual("t=missing", Leaving(feed.Send(3, "t", double.NaN)));
        Assert.AreEqual("held=1", Leaving(feed.Send(4, "t", 20)));
    }

    [TestMethod]
    public void Steps_work_in_their_order_and_of_several_filters_the_last_that_matches_holds()
    {
        var feed = Feed(new PipelineOptions
        {
            Filters =
            [
                new FilterOptions { Channels = ["*"], Steps = [new RateLimitStep { Seconds = 1000 }] },
                new FilterOptions { Channels = ["t"], Nodes = "n1", Steps = [new WindowStep { WindowSeconds = 10, Keep = true, Statistics = [WindowStatistic.Mean, WindowStatistic.P95] }, new DeadbandStep { Width = 9 }] },
            ],
        });
        feed.Send(1, "t", 10);
        feed.Send(5, "t", 20);
        feed.Send(9, "t", 12);
        Assert.AreEqual("t.mean=14 t.p95=19.2 held=1", Leaving(feed.Send(11, "t", 20)));
        Assert.AreEqual("rh=50", Leaving(feed.Send(12, "rh", 50)));
        Assert.AreEqual("held=1", Leaving(feed.Send(13, "rh", 90)));
    }

    [TestMethod]
    public void A_point_a_swinging_door_kept_back_travels_when_a_line_ends_in_it()
    {
        var feed = Feed(new PipelineOptions { Filters = [new FilterOptions { Channels = ["t"], Steps = [new SwingingDoorStep { Epsilon = 0.1 }] }] });
        Assert.AreEqual("t=0", Leaving(feed.Send(0, "t", 0)));
        Assert.AreEqual("held=1", Leaving(feed.Send(1, "t", 1)));
        Assert.AreEqual("held=1", Leaving(feed.Send(2, "t", 2)));
        var turned = feed.Send(3, "t", 0);
        Assert.AreEqual("t=2 held=1", Leaving(turned));
        Assert.AreEqual(Engine.Feed.Start + 2000, turned.Readings[0].TimeMs);
    }

    [TestMethod]
    public void Virtual_channels_stand_beside_their_inputs_and_rules_may_watch_them()
    {
        var feed = Feed(new PipelineOptions
        {
            Virtual =
            [
                new ConvertChannel { As = "pressbar", Channel = "press", To = "bar" },
                new DensityFlowChannel { As = "flow20" },
                new LevelOfServiceChannel { As = "los1", WindowSeconds = 60 },
                new WaterLossChannel { As = "loss", WindowSeconds = 60 },
                new ConvertChannel { As = "flow20ls", Channel = "flow20", To = "L/s" },
            ],
            Rules = [new ThresholdRule { Id = "jam", Channel = "los1", Above = 6 }, new ThresholdRule { Id = "leak", Channel = "loss", Above = 20 }],
        });
        Assert.AreEqual("press=400 pressbar=4", Leaving(feed.Send(0, "press", 400)));
        Assert.AreEqual("tw=20 flow1=36 flow20=36 flow20ls=10", Leaving(feed.Send(1, [("tw", 20), ("flow1", 36)])));
        feed.Send(2, [("occ1", 60), ("flow1", 100), ("flow2", 70)]);
        Assert.AreEqual("occ1=60 los1=6", Leaving(feed.Send(61, "occ1", 60)));
        feed.Send(62, [("flow1", 100), ("flow2", 70)]);
        CollectionAssert.AreEqual((string[])["Raised jam/s/n1/1"], feed.Phases.ToArray());
        feed.Send(122, [("flow1", 100), ("flow2", 70)]);
        CollectionAssert.AreEqual((string[])["Raised jam/s/n1/1", "Raised leak/s/n1/1"], feed.Phases.ToArray());
    }

    [TestMethod]
    [DataRow(AirQualityScale.China, 75)]
    [DataRow(AirQualityScale.Europe, 4)]
    public void An_air_quality_index_is_worked_out_every_hour_once_its_window_is_covered(AirQualityScale scale, int expected)
    {
        var feed = Feed(new PipelineOptions { Virtual = [new AirQualityChannel { As = "aqi", Scale = scale }] });
        var seen = new List<double>();
        for (int minute = 0; minute <= 26 * 60; minute += 10)
        {
            var pack = feed.Send(minute * 60, [("pm2_5", scale == AirQualityScale.China ? 55 : 30), ("no2", 10)]);
            foreach (ref readonly var reading in pack.Readings)
            {
                if (reading.Channel == "aqi") seen.Add(reading.Number);
            }
        }

        Assert.AreEqual(expected, seen[^1]);
        Assert.IsInRange(8, 26, seen.Count);
    }

    [TestMethod]
    public void A_position_that_jumps_is_suspect()
    {
        var feed = Feed(new PipelineOptions { Quality = [new QualityOptions { Channels = ["lat", "lon"], MaxStepMetres = 100 }] });
        feed.Send(0, [("lat", 39.9), ("lon", 116.3)]);
        Assert.AreEqual(Quality.Good, feed.Send(1, [("lat", 39.9001), ("lon", 116.3)]).Readings[0].Quality);
        var jump = feed.Send(2, [("lon", 116.4), ("lat", 39.9)]);
        Assert.AreEqual((Quality.Suspect, (int)QualityTest.Location), (jump.Readings[0].Quality, jump.Readings[1].Tests));
        Assert.AreEqual(Quality.Fail, feed.Send(3, "lat", 39.9).Readings[0].Quality, "one coordinate alone");
    }

    [TestMethod]
    public void The_first_value_of_a_gap_takes_the_flag_of_the_second()
    {
        var feed = Feed(new PipelineOptions { Quality = [new QualityOptions { Channels = ["t"], GapSeconds = 60 }] });
        feed.Send(0, "t", 20);
        Assert.AreEqual(Quality.Fail, feed.Send(100, "t", 20).Readings[0].Quality);
        var revision = feed.Decisions.Revisions.Single();
        Assert.AreEqual(("t", QualityTest.Gap, Quality.Fail, Engine.Feed.Start), (revision.Channel, revision.Test, revision.Flag, revision.TimeMs));
    }

    [TestMethod]
    public void Every_reading_in_leaves_as_forwarded_or_is_named_and_the_windows_hold_what_they_took()
    {
        for (int seed = 0; seed < Traces; seed++) Account(seed);
    }

    private static void Account(int seed)
    {
        var random = new Random(seed);
        FilterStep[] steps =
        [
            new DeadbandStep { Width = random.Next(5), HeartbeatSeconds = 1 + random.Next(60) },
            new RateLimitStep { Seconds = random.Next(20) },
            new WindowStep { WindowSeconds = 1 + random.Next(30), Keep = random.Next(2) == 0, Statistics = [WindowStatistic.Count] },
            new SwingingDoorStep { Epsilon = random.Next(4) },
        ];
        var chosen = steps.Where(_ => random.Next(2) == 0).ToArray();
        var feed = Feed(new PipelineOptions
        {
            Quality = [new QualityOptions { Channels = ["t"], Spike = new SpikeOptions { Suspect = 20 } }],
            Virtual = [new ConvertChannel { As = "tk", Channel = "t", To = "K" }],
            Filters = [new FilterOptions { Channels = ["t"], Steps = chosen }],
        });
        double now = 0;
        for (int i = 0; i < 40; i++)
        {
            now += random.Next(8);
            var values = Enumerable.Range(0, 1 + random.Next(5)).Select(_ => ("t", random.Next(12) == 0 ? double.NaN : random.Next(40))).Select(v => (v.Item1, (double)v.Item2)).ToArray();
            var pack = feed.Send(now, values, late: random.Next(20));
            var before = values.Select(v => double.IsNaN(v.Item2) ? 0 : v.Item2);
            CollectionAssert.AreEqual(before.ToArray(), pack.Readings[..values.Length].ToArray().Select(r => r.Number).ToArray(), $"seed {seed}: values changed");
            int held = pack.Readings.ToArray().Count(r => r.Fate == ReadingFate.Held);
            pack.Drop(ReadingFate.Held);
            int forwarded = pack.Readings.ToArray().Count(r => r.Fate == ReadingFate.Forwarded);
            double named = pack.Readings.ToArray().Where(r => r.Channel == PipelineEngine.HeldChannel).Sum(r => r.Number);
            if (forwarded + named != values.Length || named != held) Assert.Fail($"seed {seed}, pack {i}: {values.Length} in, {forwarded} out, {named} named");
        }
    }

    private static Feed Feed(PipelineOptions options) => new() { Engine = new PipelineEngine(options, ChannelCatalogue.Shipped) };

    private static string Leaving(Pack pack)
    {
        pack.Drop(ReadingFate.Held);
        return string.Join(' ', pack.Readings.ToArray().Select(r => r.Kind == ReadingKind.Missing ? $"{r.Channel}=missing" : FormattableString.Invariant($"{r.Channel}={Math.Round(r.Number, 6)}")));
    }
}
