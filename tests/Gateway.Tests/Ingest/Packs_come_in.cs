using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Ingest.Broker;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;
using SmartCity.Wire;

namespace SmartCity.Gateway.Tests.Ingest;

[TestClass]
public sealed class Packs_come_in
{
    [TestMethod]
    [DataRow(MqttProtocolVersion.V311)]
    [DataRow(MqttProtocolVersion.V500)]
    public async Task A_pack_is_journaled_with_its_names_and_values(MqttProtocolVersion version)
    {
        await using var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n1", version);

        var answer = await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(seq: 7, boot: 3));

        Assert.AreEqual(MqttClientPublishReasonCode.Success, answer.ReasonCode);
        var pack = Read(rig, Lane.Data, 0);
        Assert.AreEqual(("a", "n1", 3u, 7u, false), (pack.Site, pack.Node, pack.Boot, pack.Seq, pack.IsEvent));
        Assert.AreEqual(1, pack.Count);
        Assert.AreEqual(("t", 21.5, 1_700_000_000_000), (pack.Readings[0].Channel, pack.Readings[0].Number, pack.Readings[0].TimeMs));
        Assert.AreEqual((1, 1, 1), (rig.Host.Counters.Packs, rig.Host.Counters.JournaledReadings, rig.Host.Counters.AckLatency.Count));
    }

    [TestMethod]
    public async Task An_event_goes_into_the_lane_of_events()
    {
        await using var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n1");

        await GatewayRig.PublishAsync(node, "sc/1/a/n1/event", GatewayRig.Pack(0));

        Assert.AreEqual((0, 1), (rig.Journal.End(Lane.Data), rig.Journal.End(Lane.Event)));
        Assert.IsTrue(Read(rig, Lane.Event, 0).IsEvent);
    }

    [TestMethod]
    public async Task A_value_outside_its_range_is_flagged_and_kept()
    {
        await using var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n1");

        await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(0, value: "900"));

        var reading = Read(rig, Lane.Data, 0).Readings[0];
        Assert.AreEqual((900.0, (byte)Quality.Fail), (reading.Number, reading.Quality));
    }

    [TestMethod]
    public async Task Status_and_reported_configuration_are_kept_for_the_live_view_and_not_journaled()
    {
        await using var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n2");

        await GatewayRig.PublishAsync(node, "sc/1/a/n2/status", """{"state":"on"}""", retain: true);
        await GatewayRig.PublishAsync(node, "sc/1/a/n2/config/reported", """{"version":4}""", retain: true);

        var state = rig.Host.Nodes.Nodes.Single();
        Assert.IsTrue(state.Connected);
        Assert.AreEqual("""{"state":"on"}""", System.Text.Encoding.UTF8.GetString(state.Status!.Value.Span));
        Assert.AreEqual("""{"version":4}""", System.Text.Encoding.UTF8.GetString(state.Reported!.Value.Span));
        Assert.AreEqual(0, rig.Journal.End(Lane.Data));
    }

    [TestMethod]
    public async Task A_nodes_readings_reach_no_other_subscriber()
    {
        await using var rig = await GatewayRig.StartAsync();
        var listener = await rig.ConnectAsync("n1");
        var heard = 0;
        listener.ApplicationMessageReceivedAsync += _ => Task.FromResult(Interlocked.Increment(ref heard));
        await listener.SubscribeAsync("sc/1/a/n1/#", MqttQualityOfServiceLevel.AtLeastOnce);

        await GatewayRig.PublishAsync(listener, "sc/1/a/n1/data", GatewayRig.Pack(0));
        Assert.AreEqual(SendResult.Sent, await rig.Host.Broker.SendAsync("a", "n1", TopicKind.Command, "{}"u8.ToArray(), default));
        await GatewayRig.PublishAsync(listener, "sc/1/a/n1/data", GatewayRig.Pack(1));
        await listener.PingAsync();

        Assert.AreEqual(1, heard, "only the command");
    }

    [TestMethod]
    public async Task A_socket_in_use_is_named_and_what_was_begun_is_undone()
    {
        await using var first = await GatewayRig.StartAsync();

        var error = await Assert.ThrowsAsync<ListenException>(() => GatewayRig.StartAsync(port: first.Port));

        StringAssert.Contains(error.Message, $"127.0.0.1 port {first.Port}");
    }

    private static Pack Read(GatewayRig rig, Lane lane, int sequence)
    {
        var pack = new Pack();
        Assert.IsTrue(PackRecord.TryRead(rig.Journal.Payload(lane, sequence), pack, new StringCache(), out var error), error.ToString());
        return pack;
    }
}
