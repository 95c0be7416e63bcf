using System.Text;
using MQTTnet.Protocol;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Sparkplug;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Gateway.Tests.Forward.Sparkplug;

/// <summary>What <see cref="SparkplugAssertions"/> names as shown by a test is shown here.</summary>
[TestClass]
public sealed class SparkplugSinkTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TempDirectory _directory = new();

    private static long Now => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [TestMethod]
    public async Task An_edge_node_is_born_before_its_devices_and_they_before_their_data()
    {
        using var broker = new SparkplugBroker();
        await using var sink = Sink(broker);
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(Batches.Live(0, Pack("a", 0), Pack("b", 0), Pack("a", 1)), None)).Kind);
        Assert.AreEqual("NBIRTH DBIRTH DDATA DBIRTH DDATA DDATA", broker.Types);
        Assert.AreEqual("spBv1.0/city/NBIRTH/gw|spBv1.0/city/DBIRTH/gw/site.a|spBv1.0/city/DDATA/gw/site.a", string.Join('|', broker.Messages.Take(3).Select(message => message.Topic)));
        Assert.AreEqual("0 1 2 3 4 5", string.Join(' ', broker.Messages.Select(message => message.Payload.Seq)));
        Assert.IsTrue(broker.Messages.All(message => message.Quality == MqttQualityOfServiceLevel.AtMostOnce && !message.Retain && message.Payload.TimestampMs > 0));
        Assert.AreEqual(broker.Connections, broker.CleanSessions);
    }

    [TestMethod]
    public async Task A_node_birth_has_the_birth_sequence_and_the_rebirth_control()
    {
        using var broker = new SparkplugBroker();
        await using var sink = Sink(broker);
        await sink.SendAsync(Batches.Live(0, Pack("a", 0)), None);
        var birth = broker.Messages[0].Payload;
        Assert.AreEqual(SparkplugValue.Of(0L), birth.Metrics.Single(metric => metric.Name == "bdSeq").Value);
        var rebirth = birth.Metrics.Single(metric => metric.Name == "Node Control/Rebirth");
        Assert.AreEqual(SparkplugValue.Of(false), rebirth.Value);
        Assert.IsNull(rebirth.Alias);
    }

    [TestMethod]
    public async Task Births_name_metrics_and_data_have_aliases_only_that_are_unique_among_all_devices()
    {
        using var broker = new SparkplugBroker();
        await using var sink = Sink(broker);
        await sink.SendAsync(Batches.Live(0, Pack("a", 0), Pack("b", 0)), None);
        var births = broker.Messages.Where(message => message.Type == "DBIRTH").SelectMany(message => message.Payload.Metrics).ToArray();
        Assert.IsTrue(births.All(metric => metric.Name is not null && metric.Alias is not null && metric.TimestampMs is not null && metric.Value.Type != 0));
        Assert.HasCount(births.Length, births.Select(metric => metric.Alias).Distinct());
        var data = broker.Messages.Where(message => message.Type == "DDATA").SelectMany(message => message.Payload.Metrics).ToArray();
        Assert.IsTrue(data.All(metric => metric.Name is null && births.Any(birth => birth.Alias == metric.Alias && birth.Value.Type == metric.Value.Type)));
        Assert.AreEqual("Cel", births.First(metric => metric.Name == "t").Properties.Single(property => property.Key == "engUnit").Value.Text);
    }

    [TestMethod]
    public async Task A_new_metric_brings_the_device_to_the_world_again()
    {
        using var broker = new SparkplugBroker();
        await using var sink = Sink(broker);
        await sink.SendAsync(Batches.Live(0, Pack("a", 0)), None);
        await sink.SendAsync(Batches.Live(1, Batches.Pack("a", 1, Now, Batches.Number("rh", 55))), None);
        Assert.AreEqual("NBIRTH DBIRTH DDATA DBIRTH DDATA", broker.Types);
        Assert.AreEqual("t=21.5 rh=", string.Join(' ', broker.Messages[3].Payload.Metrics.Select(metric => $"{metric.Name}={(metric.Value.IsNull ? "" : metric.Value.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))}")));
    }

    [TestMethod]
    public async Task The_sequence_goes_from_255_to_0_and_leaves_none_out()
    {
        using var broker = new SparkplugBroker();
        await using var sink = Sink(broker);
        for (var i = 0u; i < 3; i++) await sink.SendAsync(Batches.Live(i * 100, [.. Enumerable.Range(0, 100).Select(k => Pack("a", (i * 100) + (uint)k))]), None);
        Assert.AreEqual(string.Join(' ', Enumerable.Range(0, 302).Select(i => i % 256)), string.Join(' ', broker.Messages.Select(message => message.Payload.Seq)));
    }

    [TestMethod]
    public async Task A_rebirth_command_brings_all_births_with_the_last_values_and_the_same_birth_sequence()
    {
        using var broker = new SparkplugBroker();
        await using var sink = Sink(broker);
        await sink.SendAsync(Batches.Live(0, Pack("a", 0), Pack("b", 0)), None);
        var before = broker.Messages.Count;
        var command = new SparkplugPayload { TimestampMs = Now, Metrics = [new SparkplugMetric { Name = "Node Control/Rebirth", Value = SparkplugValue.Of(true) }] };
        await broker.SayAsync("spBv1.0/city/NCMD/gw", PayloadWriter.Write(command));
        for (var i = 1L; !broker.Types[(broker.Types.IndexOf(' ') + 1)..].Contains("NBIRTH", StringComparison.Ordinal); i++)
        {
            Assert.IsLessThan(1000, i);
            await sink.SendAsync(Batches.Live(i, Pack("a", (uint)i)), None);
        }

        var again = broker.Messages.Skip(before).SkipWhile(message => message.Type != "NBIRTH").ToArray();
        Assert.AreEqual("NBIRTH DBIRTH DBIRTH DDATA", string.Join(' ', again.Select(message => message.Type)));
        Assert.AreEqual("0 1 2 3", string.Join(' ', again.Select(message => message.Payload.Seq)));
        Assert.AreEqual(SparkplugValue.Of(0L), again[0].Payload.Metrics.Single(metric => metric.Name == "bdSeq").Value);
        Assert.AreEqual(21.5, again[1].Payload.Metrics.Single().Value.Number);
        Assert.AreEqual(1, broker.Connections);
    }

    [TestMethod]
    public async Task Each_connection_has_its_birth_sequence_and_its_death_has_the_same_through_restarts()
    {
        using var broker = new SparkplugBroker();
        for (var i = 0u; i < 3; i++)
        {
            await using var sink = Sink(broker);
            await sink.SendAsync(Batches.Live(i, Pack("a", i)), None);
        }

        var numbers = broker.Messages.Where(message => message.Type is "NBIRTH" or "NDEATH").Select(message => $"{message.Type} {message.Payload.Metrics.Single(metric => metric.Name == "bdSeq").Value.Integer}");
        Assert.AreEqual("NBIRTH 0, NDEATH 0, NBIRTH 1, NDEATH 1, NBIRTH 2, NDEATH 2", string.Join(", ", numbers));
        Assert.IsTrue(broker.Messages.Where(message => message.Type == "NDEATH").All(message => message.Payload.Seq is null && message.Quality == MqttQualityOfServiceLevel.AtLeastOnce && !message.Retain && message.Payload.Metrics.Count == 1));
    }

    [TestMethod]
    public async Task When_the_connection_breaks_the_server_says_the_death_as_will()
    {
        using var broker = new SparkplugBroker();
        await using var sink = Sink(broker);
        await sink.SendAsync(Batches.Live(0, Pack("a", 0)), None);
        await broker.CutAsync();
        while (broker.Messages[^1].Type != "NDEATH") await Task.Yield();
        Assert.AreEqual("spBv1.0/city/NDEATH/gw", broker.Messages[^1].Topic);
        Assert.AreEqual(SparkplugValue.Of(0L), broker.Messages[^1].Payload.Metrics.Single().Value);
    }

    [TestMethod]
    public async Task Without_its_primary_host_an_edge_node_is_not_born_and_with_it_it_is()
    {
        using var broker = new SparkplugBroker();
        await using var sink = Sink(broker, options => options.PrimaryHost = "scada");
        var batch = Batches.Live(0, Pack("a", 0));
        var outcome = await sink.SendAsync(batch, None);
        Assert.AreEqual(FailureKind.Temporary, outcome.Kind);
        StringAssert.Contains(outcome.Reason, "scada is offline", StringComparison.Ordinal);
        Assert.AreEqual("", broker.Types);
        await broker.SayAsync("spBv1.0/STATE/scada", Encoding.UTF8.GetBytes("""{"online":true,"timestamp":1000}"""), retain: true);
        await UntilDeliveredAsync(sink, 0);
        Assert.StartsWith("NBIRTH DBIRTH DDATA", broker.Types);

        // An elder offline is another session's; a newer one is this one's.
        await broker.SayAsync("spBv1.0/STATE/scada", Encoding.UTF8.GetBytes("""{"online":false,"timestamp":999}"""));
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(Batches.Live(1, Pack("a", 1)), None)).Kind);
        await broker.SayAsync("spBv1.0/STATE/scada", Encoding.UTF8.GetBytes("""{"online":false,"timestamp":2000}"""), retain: true);
        var i = 2L;
        while ((await sink.SendAsync(Batches.Live(i, Pack("a", (uint)i)), None)).Kind == FailureKind.None) Assert.IsLessThan(1000, i++);
        await sink.SendAsync(Batches.Live(i, Pack("a", (uint)i)), None);
        Assert.EndsWith("NDEATH", broker.Types);
    }

    [TestMethod]
    public void A_host_state_counts_by_its_timestamp()
    {
        var state = new HostState();
        Assert.IsFalse(state.Take("""{"online":true,"timestamp":10}"""u8.ToArray()));
        Assert.IsTrue(state.Online);
        Assert.IsFalse(state.Take("""{"online":false,"timestamp":9}"""u8.ToArray()));
        Assert.IsTrue(state.Online);
        Assert.IsFalse(state.Take("OFFLINE"u8.ToArray()));
        Assert.IsTrue(state.Take("""{"online":false,"timestamp":10}"""u8.ToArray()));
        Assert.IsFalse(state.Online);
    }

    [TestMethod]
    public async Task History_quality_and_missing_values_are_marked()
    {
        using var broker = new SparkplugBroker();
        await using var sink = Sink(broker);
        var pack = Batches.Pack("a", 7, Now - 5000, Batches.Number("t", 1, quality: Quality.Fail), Batches.Missing("rh", MissingReason.Timeout), new Reading { Channel = "door", Kind = ReadingKind.Bool, Number = 1 }, new Reading { Channel = "event", Kind = ReadingKind.Text, Text = "raised" });
        await sink.SendAsync(Batches.Of(0, historical: true, pack), None);
        var metrics = broker.Messages[^1].Payload.Metrics;
        Assert.IsTrue(metrics.TrueForAll(metric => metric.IsHistorical && metric.TimestampMs == Now - 5000));
        Assert.AreEqual("Double Double Boolean String", string.Join(' ', metrics.Select(metric => metric.Value.Type)));
        Assert.AreEqual("key=site/a/1/7/0 Quality=0 qartod=4", Words(metrics[0]));
        Assert.AreEqual("key=site/a/1/7/1 Quality=500 qartod=9 missing=timeout", Words(metrics[1]));
        Assert.IsTrue(metrics[1].Value.IsNull);
        Assert.AreEqual("raised", metrics[3].Value.Text);
    }

    [TestMethod]
    public async Task A_device_that_a_rule_finds_absent_dies_and_is_born_again()
    {
        using var broker = new SparkplugBroker();
        await using var sink = Sink(broker);
        await SendAsync(Batches.Live(0, Pack("a", 0), Pack("b", 0)));
        var born = broker.Messages.Count;

        // The event goes out as any other; then its device dies, and no other.
        await SendAsync(Batches.Live(0, Absence(EventPhase.Raised, Now + 60_000)));
        Assert.AreEqual("DBIRTH site.gw, DDATA site.gw, DDEATH site.a", After(born));
        var death = broker.Messages[^1];
        Assert.AreEqual("spBv1.0/city/DDEATH/gw/site.a", death.Topic);
        Assert.IsTrue(death is { Quality: MqttQualityOfServiceLevel.AtMostOnce, Retain: false, Payload: { TimestampMs: > 0, Metrics.Count: 0 } });
        Assert.AreEqual(broker.Messages.Count - 1, death.Payload.Seq);

        // What came in before that was said does not bring it back, though it must be born to say it.
        var before = broker.Messages.Count;
        await SendAsync(Batches.Of(2, historical: true, Pack("a", 1)));
        Assert.AreEqual("DBIRTH site.a, DDATA site.a, DDEATH site.a", After(before));

        // Its return is a birth; so are data that came in later than the word of its absence.
        before = broker.Messages.Count;
        await SendAsync(Batches.Live(1, Absence(EventPhase.Cleared, Now + 120_000)));
        Assert.AreEqual("DDATA site.gw, DBIRTH site.a", After(before));
        await SendAsync(Batches.Live(2, Absence(EventPhase.Raised, Now + 180_000)));
        before = broker.Messages.Count;
        await SendAsync(Batches.Live(3, Pack("a", 200_000)));
        Assert.AreEqual("DBIRTH site.a, DDATA site.a", After(before));
        Assert.AreEqual(string.Join(' ', Enumerable.Range(0, broker.Messages.Count)), string.Join(' ', broker.Messages.Select(message => message.Payload.Seq)));

        async Task SendAsync(SinkBatch batch) => Assert.AreEqual(FailureKind.None, (await sink.SendAsync(batch, None)).Kind);
        string After(int count) => string.Join(", ", broker.Messages.Skip(count).Select(message => $"{message.Type} {message.Topic.Split('/')[^1]}"));
    }

    public void Dispose() => _directory.Dispose();

    private static string Words(SparkplugMetric metric) => string.Join(' ', metric.Properties.Select(property => $"{property.Key}={property.Value.Text ?? property.Value.Integer.ToString(System.Globalization.CultureInfo.InvariantCulture)}"));

    private static async Task UntilDeliveredAsync(SparkplugSink sink, long sequence)
    {
        for (var i = 0; (await sink.SendAsync(Batches.Live(sequence, Pack("a", (uint)sequence)), None)).Kind != FailureKind.None; i++) Assert.IsLessThan(1000, i);
    }

    private static Pack Absence(EventPhase phase, long timeMs)
    {
        var pack = new Pack();
        EventPack.Fill(new CityEvent { Id = "r/1", Rule = "r", Kind = "absence", Site = "site", Node = "a", Severity = Severity.Warning, Phase = phase, TimeMs = timeMs, RaisedMs = timeMs }, pack);
        (pack.Site, pack.Node, pack.BaseName) = ("site", "gw", "urn:dev:ops:gw:");
        return pack;
    }

    private static Pack Pack(string node, uint seq) => Batches.Pack(node, seq, Now + seq, Batches.Number("t", 21.5));

    private SparkplugSink Sink(SparkplugBroker broker, Action<SparkplugSinkOptions>? change = null)
    {
        var options = new SparkplugSinkOptions { Name = "scada", Host = "127.0.0.1", Port = broker.EndPoint.Port };
        change?.Invoke(options);
        return new SparkplugSink(options, "gw", _directory.At("bdseq"), TimeProvider.System);
    }
}
