using System.Net;
using System.Net.Sockets;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Mqtt;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Journal;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Tests.Forward.Mqtt;

[TestClass]
public sealed class MqttSinkTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [TestMethod]
    public async Task A_pack_carries_its_key_in_topic_payload_and_properties()
    {
        using var broker = new WireBroker();
        await using var sink = Sink(broker, options => options.Topic = "x/{gateway}/{site}/{node}/{lane}/{stream}");
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(Batch(("a", 7, true), ("b", 8, false)), None)).Kind);

        var first = broker.Snapshot()[0];
        Assert.AreEqual("x/gw/site/a/data/backlog", first.Topic);
        Assert.AreEqual("site/a/1/7", first.Properties["key"]);
        Assert.AreEqual("true", first.Properties["historical"]);
        Assert.AreEqual("application/senml+json", first.Properties["content-type"]);
        var pack = new Pack();
        using var json = System.Text.Json.JsonDocument.Parse(first.Payload);
        var head = json.RootElement[0];
        Assert.AreEqual("a 1 7", $"{head.GetProperty("node").GetString()} {head.GetProperty("boot").GetUInt32()} {head.GetProperty("seq").GetUInt32()}");
        Assert.AreEqual("false", broker.Snapshot()[1].Properties["historical"]);
    }

    [TestMethod]
    public async Task Version_3_1_1_carries_the_key_in_the_payload()
    {
        using var broker = new WireBroker();
        await using var sink = Sink(broker, options => options.Protocol = MqttVersion.V311);
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(Batch(("a", 7, false)), None)).Kind);
        StringAssert.Contains(System.Text.Encoding.UTF8.GetString(broker.Snapshot()[0].Payload), "\"seq\":7", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Packs_leave_in_order_and_no_more_are_on_the_way_than_the_receiver_allows()
    {
        using var broker = new WireBroker { ReceiveMaximum = 5, HoldAcks = new TaskCompletionSource() };
        await using var sink = Sink(broker);
        var sending = sink.SendAsync(Batch([.. Enumerable.Range(0, 200).Select(i => ("a", i, false))]), None).AsTask();
        while (broker.Snapshot().Count < 5) await Task.Yield();
        broker.HoldAcks.SetResult();
        Assert.AreEqual(FailureKind.None, (await sending).Kind);
        Assert.AreEqual(5, broker.MostInFlight);
        Assert.AreEqual(string.Join(' ', Enumerable.Range(0, 200)), string.Join(' ', Seqs(broker)));
    }

    [TestMethod]
    public async Task When_the_connection_breaks_only_what_was_not_acknowledged_is_left_open()
    {
        using var broker = new WireBroker();
        broker.Answer = publish => broker.Kept.Count == 10 ? new WireAnswer(Acks: 0, HangUp: true) : new WireAnswer();
        await using var sink = Sink(broker, options => options.Window = 4);
        var batch = Batch([.. Enumerable.Range(0, 40).Select(i => ("a", i, false))]);
        Assert.AreEqual(FailureKind.Temporary, (await sink.SendAsync(batch, None)).Kind);

        var accepted = Enumerable.Range(0, 40).TakeWhile(i => batch.Fate(i) == RecordFate.Accepted).Count();
        Assert.IsLessThanOrEqualTo(10, accepted);
        Assert.IsTrue(Enumerable.Range(accepted, 40 - accepted).All(i => batch.Fate(i) == RecordFate.Open));
        Assert.AreEqual(11, broker.Snapshot().Count);
    }

    [TestMethod]
    public async Task A_receiver_that_takes_connections_and_says_nothing_is_given_up()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var sink = new MqttSink(new MqttSinkOptions { Name = "city", Host = "127.0.0.1", Port = ((IPEndPoint)mute.LocalEndpoint).Port }, "gw", time);

        var sending = sink.SendAsync(Batch(("a", 1, false)), None).AsTask();
        time.Advance(TimeSpan.FromSeconds(15));

        var outcome = await sending;
        Assert.AreEqual((FailureKind.Temporary, "127.0.0.1: no answer to CONNECT within 15 s"), (outcome.Kind, outcome.Reason));
    }

    [TestMethod]
    public async Task A_silent_receiver_is_given_up_after_the_time_for_acknowledgements()
    {
        using var broker = new WireBroker { Answer = _ => new WireAnswer(Acks: 0) };
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var sink = Sink(broker, time: time);
        var sending = sink.SendAsync(Batch(("a", 1, false)), None).AsTask();
        while (broker.Snapshot().Count == 0) await Task.Yield();
        Assert.IsFalse(sending.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(16));
        var outcome = await sending;
        Assert.AreEqual(FailureKind.Temporary, outcome.Kind);
        StringAssert.Contains(outcome.Reason, "15 s", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Reason_codes_tell_what_will_never_pass_from_what_may()
    {
        using var broker = new WireBroker();
        broker.Answer = publish => new WireAnswer(Seq(publish) switch { 1 => 0x99, 2 => 0x87, 3 => 0x10, _ => 0 });
        await using var sink = Sink(broker);
        var batch = Batch(("a", 0, false), ("a", 1, false), ("a", 2, false), ("a", 3, false));
        Assert.AreEqual(FailureKind.None, (await sink.SendAsync(batch, None)).Kind);
        Assert.AreEqual(RecordFate.Accepted, batch.Fate(0));
        Assert.AreEqual("PayloadFormatInvalid", batch.Reason(1));
        Assert.AreEqual("NotAuthorized", batch.Reason(2));
        Assert.AreEqual(RecordFate.Accepted, batch.Fate(3));

        broker.Answer = _ => new WireAnswer(0x97);
        var outcome = await sink.SendAsync(Batch(("a", 9, false)), None);
        Assert.AreEqual(FailureKind.Temporary, outcome.Kind);
        StringAssert.Contains(outcome.Reason, "QuotaExceeded", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_pack_nobody_has_subscribed_to_is_kept_when_asked_to()
    {
        using var broker = new WireBroker { Answer = _ => new WireAnswer(0x10) };
        await using var sink = Sink(broker, options => options.RequireSubscriber = true);
        Assert.AreEqual(FailureKind.Temporary, (await sink.SendAsync(Batch(("a", 0, false)), None)).Kind);
    }

    [TestMethod]
    public async Task Refused_credentials_need_a_person_and_no_listener_does_not()
    {
        using var broker = new WireBroker { ConnectReason = 0x86 };
        await using var sink = Sink(broker);
        Assert.AreEqual(FailureKind.Final, (await sink.SendAsync(Batch(("a", 0, false)), None)).Kind);
        broker.Dispose();
        Assert.AreEqual(FailureKind.Temporary, (await sink.SendAsync(Batch(("a", 0, false)), None)).Kind);
    }

    [TestMethod]
    public async Task When_the_service_stops_what_is_on_the_way_is_waited_for()
    {
        using var broker = new WireBroker { HoldAcks = new TaskCompletionSource() };
        await using var sink = Sink(broker, options => options.Window = 8);
        using var stop = new CancellationTokenSource();
        var batch = Batch([.. Enumerable.Range(0, 100).Select(i => ("a", i, false))]);
        var sending = sink.SendAsync(batch, stop.Token).AsTask();
        while (broker.Snapshot().Count < 8) await Task.Yield();
        await stop.CancelAsync();
        broker.HoldAcks.SetResult();
        await sending;
        Assert.AreEqual(broker.Snapshot().Count, Enumerable.Range(0, 100).Count(i => batch.Fate(i) == RecordFate.Accepted));
    }

    [TestMethod]
    public void A_topic_with_a_wildcard_or_an_unknown_place_is_refused_with_the_reason()
    {
        Assert.IsNull(TopicTemplate.Parse("city/#", "gw", out var wildcard));
        StringAssert.Contains(wildcard, "wildcard", StringComparison.Ordinal);
        Assert.IsNull(TopicTemplate.Parse("city/{sire}/x", "gw", out var unknown));
        StringAssert.Contains(unknown, "{sire}", StringComparison.Ordinal);
        Assert.IsNull(TopicTemplate.Parse("city/{site", "gw", out _));
        Assert.IsNull(TopicTemplate.Parse("", "gw", out _));
        Assert.IsNotNull(TopicTemplate.Parse("plain", "gw", out _));
    }

    internal static uint Seq(WirePublish publish)
    {
        using var json = System.Text.Json.JsonDocument.Parse(publish.Payload);
        return json.RootElement[0].GetProperty("seq").GetUInt32();
    }

    private static IEnumerable<uint> Seqs(WireBroker broker) => broker.Snapshot().Select(Seq);

    private static MqttSink Sink(WireBroker broker, Action<MqttSinkOptions>? change = null, TimeProvider? time = null)
    {
        var options = new MqttSinkOptions { Name = "city", Host = "127.0.0.1", Port = broker.Port };
        change?.Invoke(options);
        return new MqttSink(options, "gw", time ?? TimeProvider.System);
    }

    private static SinkBatch Batch(params (string Node, int Seq, bool Historical)[] packs)
    {
        var batch = new SinkBatch(packs.Length) { Journal = "j" };
        for (var i = 0; i < packs.Length; i++)
        {
            var pack = Packs.Make(packs[i].Node, (uint)packs[i].Seq, 1_772_000_000_000);
            batch.Add(new SinkRecord
            {
                Lane = Lane.Data,
                Sequence = i,
                Type = 1,
                JournaledMs = pack.ReceivedMs,
                Historical = packs[i].Historical,
                Pack = pack,
                Payload = Packs.Encode(pack),
                DeadLetter = -1,
            });
        }

        return batch;
    }
}
