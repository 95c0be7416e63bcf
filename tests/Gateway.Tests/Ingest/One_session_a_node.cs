using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet;
using MQTTnet.Formatter;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;
using SmartCity.Wire;

namespace SmartCity.Gateway.Tests.Ingest;

[TestClass]
public sealed class One_session_a_node
{
    [TestMethod]
    public async Task A_node_that_reconnects_at_once_keeps_its_new_session()
    {
        await using var rig = await GatewayRig.StartAsync();

        for (uint i = 0; i < 30; i++)
        {
            var node = await rig.ConnectAsync("n1");
            await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(i));
            await node.DisconnectAsync();
        }

        Assert.AreEqual(30, rig.Journal.End(Lane.Data));
    }

    [TestMethod]
    public async Task A_second_connection_takes_over_and_the_first_is_told()
    {
        await using var rig = await GatewayRig.StartAsync();
        var first = await rig.ConnectAsync("n1", MqttProtocolVersion.V500);
        var told = new TaskCompletionSource<MqttClientDisconnectReason>();
        first.DisconnectedAsync += args => Task.FromResult(told.TrySetResult(args.Reason));

        var second = await rig.ConnectAsync("n1", MqttProtocolVersion.V500);

        Assert.AreEqual(MqttClientDisconnectReason.SessionTakenOver, await told.Task);
        await GatewayRig.PublishAsync(second, "sc/1/a/n1/data", GatewayRig.Pack(0));
        Assert.IsTrue(rig.Host.Nodes.Nodes.Single().Connected);
        Assert.AreEqual(1, rig.Host.Broker.Connections);
    }

    [TestMethod]
    public async Task A_wrong_password_takes_nothing_over()
    {
        await using var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n1");

        Assert.AreEqual(MqttClientConnectResultCode.BadUserNameOrPassword, await rig.TryConnectAsync("a.n1", "a.n1", "wrong-password"));

        await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(0));
        Assert.AreEqual(1, rig.Journal.End(Lane.Data));
    }

    [TestMethod]
    public async Task A_disconnected_node_can_come_back()
    {
        await using var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n1");
        var gone = new TaskCompletionSource();
        node.DisconnectedAsync += _ => Task.FromResult(gone.TrySetResult());

        Assert.IsTrue(await rig.Host.Broker.DisconnectAsync("a.n1"));
        await gone.Task;
        Assert.IsTrue((await rig.ConnectAsync("n1")).IsConnected);
    }

    [TestMethod]
    public async Task A_command_needs_a_connection_and_a_configuration_waits_for_one()
    {
        await using var rig = await GatewayRig.StartAsync();
        Assert.AreEqual(SendResult.NotConnected, await rig.Host.Broker.SendAsync("a", "n1", TopicKind.Command, "{}"u8.ToArray(), default));
        Assert.AreEqual(SendResult.Sent, await rig.Host.Broker.SendAsync("a", "n1", TopicKind.Config, "{}"u8.ToArray(), default));
        var node = await rig.ConnectAsync("n1");
        var heard = new TaskCompletionSource<string>();
        node.ApplicationMessageReceivedAsync += args => Task.FromResult(heard.TrySetResult(args.ApplicationMessage.Topic));

        await node.SubscribeAsync("sc/1/a/n1/config");

        Assert.AreEqual("sc/1/a/n1/config", await heard.Task);
    }

    [TestMethod]
    [TestCategory("attack")]
    public async Task A_node_that_acknowledges_nothing_is_disconnected()
    {
        await using var rig = await GatewayRig.StartAsync(configure: options => options.Limits.UnacknowledgedDown = 3);
        var node = await rig.ConnectAsync("n1");
        node.ApplicationMessageReceivedAsync += args =>
        {
            args.AutoAcknowledge = false;
            return Task.CompletedTask;
        };
        await node.SubscribeAsync("sc/1/a/n1/cmd", MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce);

        for (var i = 0; i < 3; i++) Assert.AreEqual(SendResult.Sent, await rig.Host.Broker.SendAsync("a", "n1", TopicKind.Command, "{}"u8.ToArray(), default));

        Assert.AreEqual(SendResult.Unresponsive, await rig.Host.Broker.SendAsync("a", "n1", TopicKind.Command, "{}"u8.ToArray(), default));
        StringAssert.Contains(await rig.Log.FirstAsync(1033), "a.n1");
    }
}
