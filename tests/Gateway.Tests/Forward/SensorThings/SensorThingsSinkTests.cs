using System.Text.Json.Nodes;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.SensorThings;
using SmartCity.Gateway.Hardware.Channels;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Gateway.Tests.Forward.SensorThings;

[TestClass]
public sealed class SensorThingsSinkTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static long Now => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [TestMethod]
    public async Task Every_channel_gets_a_datastream_with_its_unit_and_property_and_observations_it_allows()
    {
        using var server = new StaServer();
        await using var sink = Sink(server);
        var channels = ChannelCatalog.BuiltIn.All;
        var readings = channels.Select(channel => new Reading { Channel = channel.Name, Kind = channel.Value == ChannelValue.Bool ? ReadingKind.Bool : ReadingKind.Number, Number = channel.Max }).ToArray();
        var batch = Batches.Live(0, Batches.Pack("n", 1, Now, readings));
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(batch, None)).Kind);
        Assert.AreEqual(RecordFate.Accepted, batch.Fate(0), batch.Reason(0));

        Assert.HasCount(channels.Count, server.Set("Datastreams"));
        Assert.HasCount(1, server.Set("Things"));
        foreach (var stream in server.Set("Datastreams"))
        {
            var channel = ChannelCatalog.BuiltIn.Find(stream["properties"]!["key"]!.ToString().Split('/')[2])!;
            Assert.AreEqual(channel.Unit, stream["unitOfMeasurement"]!["symbol"]!.ToString());
            if (channel.SensorThings.Definition is { } definition) Assert.AreEqual(definition, server.Linked(stream, "ObservedProperty", "ObservedProperties")["definition"]!.ToString());
        }
    }

    [TestMethod]
    public async Task An_observation_is_golden()
    {
        using var server = new StaServer();
        await using var sink = Sink(server);
        await sink.SendAsync(Batches.Of(0, historical: true, Batches.Pack("air-1", 90211, Now, Batches.Number("t", 21.5), Batches.Number("pm2_5", 31.5, Now + 1000, Quality.Suspect))), None);
        var observation = server.Set("Observations")[1];
        var stream = observation["Datastream"]!["@iot.id"]!.GetValue<int>();
        var expected = $$"""
            {"phenomenonTime":"2026-03-01T12:00:01.000Z","resultTime":"2026-03-01T12:00:01.000Z","result":31.5,
             "resultQuality":{"nameOfMeasure":"QARTOD flag","value":3},"parameters":{"key":"site/air-1/1/90211/1","historical":true},
             "Datastream":{"@iot.id":{{stream}}},"@iot.id":{{observation["@iot.id"]}}}
            """;
        Assert.IsTrue(JsonNode.DeepEquals(JsonNode.Parse(expected), observation), observation.ToJsonString());
    }

    [TestMethod]
    public async Task What_was_made_once_is_found_again_after_a_restart()
    {
        using var server = new StaServer();
        for (var i = 0u; i < 3; i++)
        {
            await using var sink = Sink(server);
            Assert.AreEqual(FailureKind.None, (await sink.SendAsync(Batches.Live(i, Batches.Pack("o'brien", i, Now, Batches.Number("t", 1), Batches.Number("x'y", 2))), None)).Kind);
        }

        Assert.AreEqual("1 1 2 2 2 6", string.Join(' ', "Things Locations Sensors ObservedProperties Datastreams Observations".Split(' ').Select(set => server.Set(set).Count)));
    }

    [TestMethod]
    public async Task Many_observations_go_in_one_batch_and_in_order()
    {
        using var server = new StaServer();
        await using var sink = Sink(server);
        await sink.SendAsync(Batches.Live(0, Batches.Pack("n", 0, Now, Batches.Number("t", 0))), None);
        var before = server.Http.Requests;
        await sink.SendAsync(Batches.Live(1, [.. Enumerable.Range(1, 100).Select(i => Batches.Pack("n", (uint)i, Now + i, Batches.Number("t", i), Batches.Number("t", i, Now + i + 500)))]), None);
        Assert.AreEqual(before + 1, server.Http.Requests);
        Assert.AreEqual(string.Join(' ', Enumerable.Range(1, 100).Select(i => $"{i} {i}")), string.Join(' ', server.Set("Observations").Skip(1).Select(observation => observation["result"])));
    }

    [TestMethod]
    public async Task Answers_in_a_batch_are_told_apart()
    {
        using var server = new StaServer { Refuse = key => key.Split('/')[3] switch { "1" => 400, "2" => 503, _ => null } };
        await using var sink = Sink(server);
        var batch = Batches.Live(0, [.. Enumerable.Range(0, 4).Select(i => Batches.Pack("n", (uint)i, Now + i, Batches.Number("t", i)))]);
        Assert.AreEqual(FailureKind.Temporary, (await sink.SendAsync(batch, None)).Kind);
        Assert.AreEqual("Accepted Refused Open Accepted", string.Join(' ', Enumerable.Range(0, 4).Select(batch.Fate)));
        StringAssert.Contains(batch.Reason(1), "not wanted", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_datastream_that_somebody_deleted_is_made_anew()
    {
        using var server = new StaServer();
        await using var sink = Sink(server);
        await sink.SendAsync(Batches.Live(0, Batches.Pack("n", 0, Now, Batches.Number("t", 0))), None);
        server.Delete("Datastreams");
        var batch = Batches.Live(1, Batches.Pack("n", 1, Now, Batches.Number("t", 1)));
        Assert.AreEqual(FailureKind.Temporary, (await sink.SendAsync(batch, None)).Kind);
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(Batches.Live(1, Batches.Pack("n", 1, Now, Batches.Number("t", 1))), None)).Kind);
        Assert.HasCount(2, server.Set("Observations"));
    }

    [TestMethod]
    public async Task Without_batches_each_goes_alone()
    {
        using var server = new StaServer { Refuse = key => key.EndsWith("/1", StringComparison.Ordinal) ? 400 : null };
        await using var sink = Sink(server, StaBatch.Single);
        var batch = Batches.Live(0, Batches.Pack("n", 0, Now, Batches.Number("t", 0)), Batches.Pack("n", 1, Now, Batches.Number("t", 1), Batches.Number("rh", 1)));
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(batch, None)).Kind);
        Assert.AreEqual("Accepted Refused", $"{batch.Fate(0)} {batch.Fate(1)}");
    }

    [TestMethod]
    public async Task A_service_that_has_batches_as_the_standard_has_them_gets_them_so()
    {
        using var server = new StaServer { RefusesJson = true };
        await using var sink = Sink(server);
        await sink.SendAsync(Batches.Live(0, Batches.Pack("n", 0, Now, Batches.Number("t", 0))), None);
        var before = server.Http.Requests;
        await sink.SendAsync(Batches.Live(1, [.. Enumerable.Range(1, 100).Select(i => Batches.Pack("n", (uint)i, Now + i, Batches.Number("t", i)))]), None);
        Assert.AreEqual(before + 1, server.Http.Requests, "the first refusal is remembered");
        Assert.AreEqual(string.Join(' ', Enumerable.Range(0, 101)), string.Join(' ', server.Set("Observations").Select(observation => observation["result"])));
    }

    [TestMethod]
    public async Task Answers_in_a_batch_of_parts_are_told_apart()
    {
        using var server = new StaServer { Refuse = key => key.Split('/')[3] switch { "1" => 400, "2" => 503, _ => null } };
        await using var sink = Sink(server, StaBatch.Multipart);
        var batch = Batches.Live(0, [.. Enumerable.Range(0, 4).Select(i => Batches.Pack("n", (uint)i, Now + i, Batches.Number("t", i)))]);
        Assert.AreEqual(FailureKind.Temporary, (await sink.SendAsync(batch, None)).Kind);
        Assert.AreEqual("Accepted Refused Open Accepted", string.Join(' ', Enumerable.Range(0, 4).Select(batch.Fate)));
        StringAssert.Contains(batch.Reason(1), "not wanted", StringComparison.Ordinal);
    }

    // The form of OData 4.0 Part 1 §11.7.2 and §11.7.4, whose boundaries the standard's own examples have, too.
    [TestMethod]
    public async Task A_batch_of_parts_is_golden_and_its_answer_is_read()
    {
        var written = await MultipartBatch.WriteAsync(new Uri("https://sta.city.example/FROST-Server/v1.1/"), ["{\"result\":1}"u8.ToArray()]);
        Assert.AreEqual(
            "--batch_smartcity|Content-Type: application/http|Content-Transfer-Encoding: binary||POST /FROST-Server/v1.1/Observations HTTP/1.1|Host: sta.city.example|" +
            "Content-Type: application/json|Content-Length: 12||{\"result\":1}|--batch_smartcity--|",
            System.Text.Encoding.ASCII.GetString(written).Replace("\r\n", "|", StringComparison.Ordinal));

        var answer = """
            --b_243234_25424_ef_892u748
            Content-Type: application/http

            HTTP/1.1 201 Created
            Location: https://sta.city.example/FROST-Server/v1.1/Observations(7)
            Content-Length: 0


            --b_243234_25424_ef_892u748
            Content-Type: application/http

            HTTP/1.1 404 Not Found
            Content-Type: application/json

            {"message":"no such Datastream"}
            --b_243234_25424_ef_892u748--
            """.ReplaceLineEndings("\r\n");
        var parts = await MultipartBatch.ReadAsync("multipart/mixed; boundary=b_243234_25424_ef_892u748", System.Text.Encoding.UTF8.GetBytes(answer), None);
        Assert.AreEqual("0 201 |1 404 {\"message\":\"no such Datastream\"}", string.Join('|', parts!.Select(part => $"{part.Id} {part.Status} {part.Body}")));
        Assert.IsNull(await MultipartBatch.ReadAsync("multipart/mixed; boundary=b_243234_25424_ef_892u748", System.Text.Encoding.UTF8.GetBytes(answer[..^60]), None));
        Assert.IsNull(await MultipartBatch.ReadAsync("application/json", "{}"u8.ToArray(), None));
    }

    [TestMethod]
    public async Task Text_and_missing_have_results_of_their_own()
    {
        using var server = new StaServer();
        await using var sink = Sink(server);
        var pack = Batches.Pack("n", 1, Now, new Reading { Channel = "event", Kind = ReadingKind.Text, Text = "raised" }, Batches.Missing("t", MissingReason.I2cNack));
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(Batches.Live(0, pack), None)).Kind);
        var observations = server.Set("Observations");
        Assert.AreEqual("raised", observations[0]["result"]!.ToString());
        Assert.IsNull(observations[1]["result"]);
        Assert.AreEqual("i2c-nack", observations[1]["parameters"]!["missing"]!.ToString());
        Assert.AreEqual(9, observations[1]["resultQuality"]!["value"]!.GetValue<int>());
    }

    private static SensorThingsSink Sink(StaServer server, StaBatch batch = StaBatch.Json) =>
        new(new SensorThingsSinkOptions { Name = "sta", Url = server.Url, Batch = batch, Latitude = 39.9, Longitude = 116.4 }, TimeProvider.System);
}
