using System.Text.Json.Nodes;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.NgsiLd;
using SmartCity.Gateway.Hardware.Channels;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Gateway.Tests.Forward.NgsiLd;

[TestClass]
public sealed class NgsiLdSinkTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static long Now => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [TestMethod]
    public async Task Every_channel_at_both_ends_of_its_range_becomes_an_entity_its_model_allows()
    {
        using var broker = new ContextBroker();
        await using var sink = Sink(broker);
        var seq = 0u;
        foreach (var channel in ChannelCatalog.BuiltIn.All)
        {
            var kind = channel.Value == ChannelValue.Bool ? ReadingKind.Bool : ReadingKind.Number;
            var batch = Batches.Live(seq, Batches.Pack("n", ++seq, Now, new Reading { Channel = channel.Name, Kind = kind, Number = channel.Min }, new Reading { Channel = channel.Name, Kind = kind, Number = channel.Max, TimeMs = Now + 1000 }));
            Assert.AreEqual(FailureKind.None, (await sink.SendAsync(batch, None)).Kind, channel.Name);
            Assert.AreEqual(RecordFate.Accepted, batch.Fate(0), $"{channel.Name}: {batch.Reason(0)}");
        }

        Assert.AreEqual(2 * ChannelCatalog.BuiltIn.All.Count, broker.Values.Count);
        foreach (var value in broker.Values) Assert.IsNull(SmartDataModels.FaultOf(value.Whole), SmartDataModels.FaultOf(value.Whole));
    }

    [TestMethod]
    public async Task An_entity_is_golden()
    {
        using var broker = new ContextBroker();
        await using var sink = Sink(broker, options => options.Places = [new SinkPlaceOptions { Site = "site", Node = "xing-4", Latitude = 39.94, Longitude = 116.35 }]);
        await sink.SendAsync(Batches.Live(0, Batches.Pack("xing-4", 90211, Now, Batches.Number("occ2", 12.5), Batches.Number("veh2", 7, quality: Quality.Suspect))), None);
        const string Expected = """
            {"id":"urn:ngsi-ld:TrafficFlowObserved:site:xing-4:2","type":"TrafficFlowObserved",
            "occupancy":{"type":"Property","value":0.125,"unitCode":"C62","observedAt":"2026-03-01T12:00:00.000Z","readingKey":{"type":"Property","value":"site/xing-4/1/90211/0"}},
            "intensity":{"type":"Property","value":7,"unitCode":"C62","observedAt":"2026-03-01T12:00:00.000Z","readingKey":{"type":"Property","value":"site/xing-4/1/90211/1"},"quality":{"type":"Property","value":3}},
            "laneId":{"type":"Property","value":2},
            "dateObserved":{"type":"Property","value":{"@type":"DateTime","@value":"2026-03-01T12:00:00.000Z"}},
            "refDevice":{"type":"Relationship","object":"urn:ngsi-ld:Device:site:xing-4"},
            "location":{"type":"GeoProperty","value":{"type":"Point","coordinates":[116.35,39.94]}},
            "dataProvider":{"type":"Property","value":"gw"}}
            """;
        Assert.IsTrue(JsonNode.DeepEquals(JsonNode.Parse(Expected), broker.Current("urn:ngsi-ld:TrafficFlowObserved:site:xing-4:2")), broker.Current("urn:ngsi-ld:TrafficFlowObserved:site:xing-4:2")?.ToJsonString());
    }

    [TestMethod]
    public async Task A_late_reading_does_not_overwrite_a_newer_one()
    {
        using var broker = new ContextBroker();
        await using var sink = Sink(broker);
        await sink.SendAsync(Batches.Live(0, Batches.Pack("n", 2, Now, Batches.Number("t", 20))), None);
        await sink.SendAsync(Batches.Of(1, historical: true, Batches.Pack("n", 1, Now - 60_000, Batches.Number("t", 10), Batches.Number("t", 11, Now - 50_000))), None);
        Assert.AreEqual(20.0, broker.Current("urn:ngsi-ld:WeatherObserved:site:n")!["temperature"]!["value"]!.GetValue<double>());
        Assert.AreEqual("10 11", string.Join(' ', broker.Values.Where(value => value.Temporal).Select(value => value.Property["value"])));
        Assert.IsTrue(broker.Values.Where(value => value.Temporal).All(value => value.Property["historical"]!["value"]!.GetValue<bool>()));
    }

    [TestMethod]
    public async Task Several_states_of_an_entity_go_one_after_the_other_and_nodes_together()
    {
        using var broker = new ContextBroker();
        await using var sink = Sink(broker);
        var packs = Enumerable.Range(0, 3).SelectMany(i => "abcd".Select(node => Batches.Pack(node.ToString(), (uint)i, Now + i, Batches.Number("t", i)))).ToArray();
        await sink.SendAsync(Batches.Live(0, packs), None);
        Assert.AreEqual(3, broker.Http.Requests);
        Assert.AreEqual("0 1 2", string.Join(' ', broker.Values.Where(value => value.Entity.EndsWith(":b", StringComparison.Ordinal)).Select(value => value.Property["value"])));
    }

    [TestMethod]
    public async Task A_multi_status_is_read_entity_by_entity()
    {
        using var broker = new ContextBroker { Refuse = value => value.Entity[^1] switch { 'a' => 400, 'b' => 503, _ => null } };
        await using var sink = Sink(broker);
        var batch = Batches.Live(0, [.. "abc".Select(node => Batches.Pack(node.ToString(), 1, Now, Batches.Number("t", 1)))]);
        var outcome = await sink.SendAsync(batch, None);
        Assert.AreEqual(FailureKind.Temporary, outcome.Kind);
        Assert.AreEqual("Refused Open Accepted", $"{batch.Fate(0)} {batch.Fate(1)} {batch.Fate(2)}");
        StringAssert.Contains(batch.Reason(0), "not wanted", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task In_a_history_only_the_instance_at_fault_is_refused()
    {
        using var broker = new ContextBroker { Refuse = value => value.Key == "site/n/1/2/0" ? 400 : null };
        await using var sink = Sink(broker);
        var batch = Batches.Of(0, historical: true, [.. Enumerable.Range(1, 3).Select(i => Batches.Pack("n", (uint)i, Now + i, Batches.Number("t", i)))]);
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(batch, None)).Kind);
        Assert.AreEqual("Accepted Refused Accepted", $"{batch.Fate(0)} {batch.Fate(1)} {batch.Fate(2)}");
    }

    [TestMethod]
    public async Task Statuses_are_told_apart_and_the_brokers_wish_is_heard()
    {
        using var broker = new ContextBroker();
        await using var sink = Sink(broker);
        foreach (var (status, kind) in new[] { (503, FailureKind.Temporary), (429, FailureKind.Temporary), (400, FailureKind.Permanent), (413, FailureKind.Permanent), (401, FailureKind.Final), (404, FailureKind.Final), (302, FailureKind.Final) })
        {
            broker.Busy = (status, "7");
            var outcome = await sink.SendAsync(Batches.Live(0, Batches.Pack("n", 1, Now, Batches.Number("t", 1))), None);
            Assert.AreEqual(kind, outcome.Kind, $"{status}");
            Assert.AreEqual(kind == FailureKind.Temporary ? TimeSpan.FromSeconds(7) : null, outcome.RetryAfter);
        }
    }

    [TestMethod]
    public async Task Text_bool_and_missing_are_measurements_with_a_text()
    {
        using var broker = new ContextBroker();
        await using var sink = Sink(broker);
        var pack = Batches.Pack("n", 1, Now, new Reading { Channel = "door", Kind = ReadingKind.Bool, Number = 1 }, new Reading { Channel = "event", Kind = ReadingKind.Text, Text = "raised" }, Batches.Missing("t", MissingReason.I2cNack));
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(Batches.Live(0, pack), None)).Kind);
        Assert.AreEqual("true raised i2c-nack", string.Join(' ', broker.Values.Select(value => value.Property["value"])));
        Assert.AreEqual(9.0, broker.Values[2].Property["quality"]!["value"]!.GetValue<double>());
        Assert.AreEqual("t", broker.Values[2].Whole["controlledProperty"]!["value"]!.ToString());
    }

    [TestMethod]
    public async Task Credentials_tenant_and_compression_are_as_configured()
    {
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(directory.At("token"), "abc\n");
        using var broker = new ContextBroker();
        await using var sink = Sink(broker, options => (options.TokenFile, options.Tenant, options.Gzip) = (directory.At("token"), "city", true));
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(Batches.Live(0, Batches.Pack("n", 1, Now, Batches.Number("t", 1))), None)).Kind);
        StringAssert.Contains(broker.LastHeaders, "Authorization: Bearer abc", StringComparison.Ordinal);
        StringAssert.Contains(broker.LastHeaders, "NGSILD-Tenant: city", StringComparison.Ordinal);
        StringAssert.Contains(broker.LastHeaders, "Content-Encoding: gzip", StringComparison.Ordinal);
        Assert.HasCount(1, broker.Values);
    }

    private static NgsiLdSink Sink(ContextBroker broker, Action<NgsiLdSinkOptions>? change = null)
    {
        var options = new NgsiLdSinkOptions { Name = "broker", Url = broker.Http.Url, Latitude = 39.9, Longitude = 116.4 };
        change?.Invoke(options);
        return new NgsiLdSink(options, "gw", TimeProvider.System);
    }
}
