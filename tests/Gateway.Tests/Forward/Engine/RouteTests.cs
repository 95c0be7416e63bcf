using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Gateway.Tests.Forward.Engine;

[TestClass]
public sealed class RouteTests
{
    [TestMethod]
    public async Task What_is_not_for_a_sink_is_settled_at_once_and_never_sent()
    {
        await using var rig = new EngineRig();
        rig.Tuning.Routes.Add(new RouteOptions { Node = "air-*" });
        var sink = new ScriptedSink("city");
        rig.Produce("air-1", 500);
        rig.Produce("water-1", 2000);
        rig.Produce("air-2", 500);
        rig.Produce("water-1", 10, isEvent: true);
        rig.Journal.Append(Notes.Loss("air-1", LossCause.Evicted));
        rig.Journal.Append(Notes.Loss("water-1", LossCause.Evicted));
        await rig.StartAsync(sink);
        await rig.DrainAsync();

        Assert.IsTrue(sink.Arrivals.All(arrival => arrival.Node is "air-1" or "air-2" or "gw"));
        Assert.AreEqual(1001, sink.Arrivals.Count);
    }

    [TestMethod]
    public async Task Of_a_pack_only_the_channels_and_flags_asked_for_travel_with_the_index_they_had()
    {
        await using var rig = new EngineRig();
        rig.Tuning.Routes.Add(new RouteOptions { Channels = ["pm*"], Quality = [Quality.Good] });
        var seen = new List<(string, int, double)>();
        var sink = new ScriptedSink("city", batch =>
        {
            foreach (var record in batch.Records)
            {
                for (var i = 0; i < record.Pack.Count; i++) seen.Add((record.Pack.Readings[i].Channel, record.Pack.IndexOf(i), record.Pack.Readings[i].Number));
            }

            return SendOutcome.Delivered;
        });
        rig.Journal.Append(Mixed());
        rig.Produce("none-of-it", 1);
        await rig.StartAsync(sink);
        await rig.DrainAsync();

        CollectionAssert.AreEqual(new[] { ("pm2_5", 1, 21.0), ("pm10", 3, 23.0) }, seen);
    }

    [TestMethod]
    public void Events_go_by_severity_and_the_node_they_are_about()
    {
        var table = new RouteTable([new RouteOptions { Node = "air-*", Channels = ["pm10"], Lane = RouteLane.Event, Severity = Severity.Alarm }]);

        Assert.IsTrue(table.Takes(Event("air-1", Severity.Critical), null, null));
        Assert.IsTrue(table.Takes(Event("air-1", Severity.Alarm), null, null));
        Assert.IsFalse(table.Takes(Event("air-1", Severity.Warning), null, null));
        Assert.IsFalse(table.Takes(Event("water-1", Severity.Critical), null, null));
        Assert.IsFalse(table.Takes(Packs.Make("air-1", 0, 0), null, null));
    }

    [TestMethod]
    public void Losses_and_windows_go_by_site_and_node_alone()
    {
        var table = new RouteTable([new RouteOptions { Node = "air-*", Channels = ["pm10"], Lane = RouteLane.Data, Quality = [Quality.Good] }]);

        Assert.IsTrue(table.Takes(new Pack(), Notes.Loss("air-1", LossCause.Dropped), null));
        Assert.IsTrue(table.Takes(new Pack(), Notes.Loss("", LossCause.Corrupted), null));
        Assert.IsFalse(table.Takes(new Pack(), Notes.Loss("water-1", LossCause.Dropped), null));
        Assert.IsTrue(table.Takes(new Pack(), null, Notes.Windows("air-1", 1)));
        Assert.IsFalse(table.Takes(new Pack(), null, Notes.Windows("water-1", 1)));
    }

    [TestMethod]
    public void A_sink_takes_what_any_of_its_routes_takes()
    {
        var pack = Mixed();
        var table = new RouteTable([new RouteOptions { Channels = ["pm10"] }, new RouteOptions { Channels = ["no2"] }, new RouteOptions { Site = "elsewhere" }]);

        Assert.IsTrue(table.Takes(pack, null, null));
        Assert.AreEqual("no2 pm10", string.Join(' ', pack.Readings.ToArray().Select(reading => reading.Channel)));
        Assert.IsTrue(new RouteTable([]).Takes(Mixed(), null, null));
    }

    private static Pack Mixed()
    {
        var pack = Packs.Make("air-1", 0, 1_772_366_400_000, readings: 5);
        var channels = new[] { "no2", "pm2_5", "pm2_5", "pm10", "t" };
        for (var i = 0; i < channels.Length; i++) pack.Readings[i].Channel = channels[i];
        pack.Readings[2].Quality = Quality.Suspect;
        return pack;
    }

    private static Pack Event(string node, Severity severity)
    {
        var pack = new Pack();
        EventPack.Fill(new CityEvent { Id = "r/1", Rule = "r", Kind = "k", Site = "site", Node = node, Severity = severity, Phase = EventPhase.Raised, TimeMs = 1, RaisedMs = 1 }, pack);
        (pack.Site, pack.Node, pack.BaseName) = ("site", "gw", "urn:dev:ops:gw:");
        return pack;
    }
}
