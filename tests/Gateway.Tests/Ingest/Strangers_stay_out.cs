using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;
using SmartCity.Wire;

namespace SmartCity.Gateway.Tests.Ingest;

[TestClass]
[TestCategory("attack")]
public sealed class Strangers_stay_out
{
    [TestMethod]
    [DataRow("a.n1", null, null, nameof(Refusal.Anonymous), MqttClientConnectResultCode.NotAuthorized)]
    [DataRow("a.n1", "a.n1", "wrong-password", nameof(Refusal.WrongPassword), MqttClientConnectResultCode.BadUserNameOrPassword)]
    [DataRow("a.n9", "a.n9", GatewayRig.Password, nameof(Refusal.UnknownNode), MqttClientConnectResultCode.BadUserNameOrPassword)]
    [DataRow("a.n2", "a.n1", GatewayRig.Password, nameof(Refusal.ClientId), MqttClientConnectResultCode.ClientIdentifierNotValid)]
    [DataRow("mosq-x", "mosq-x", GatewayRig.Password, nameof(Refusal.ClientId), MqttClientConnectResultCode.ClientIdentifierNotValid)]
    public async Task A_connection_is_refused_with_its_reason(string clientId, string? user, string? password, string reason, MqttClientConnectResultCode expected)
    {
        await using var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n3");

        Assert.AreEqual(expected, await rig.TryConnectAsync(clientId, user, password, MqttProtocolVersion.V500));

        var line = await rig.Log.FirstAsync(1010);
        StringAssert.Contains(line, clientId);
        StringAssert.Contains(line, reason);
        Assert.IsFalse(password is not null && rig.Log.Lines.Any(text => text.Contains(password, StringComparison.Ordinal)), "a password in the log");
        Assert.AreEqual(1, rig.Refused(Enum.Parse<Refusal>(reason)));
        await GatewayRig.PublishAsync(node, "sc/1/a/n3/data", GatewayRig.Pack(0));
        Assert.AreEqual(1, rig.Journal.End(Lane.Data), "the others go on");
    }

    [TestMethod]
    public async Task Refusals_that_were_not_logged_are_counted_when_the_connection_ends()
    {
        await using var rig = await GatewayRig.StartAsync(time: new FakeTimeProvider());
        var node = await rig.ConnectAsync("n1", MqttProtocolVersion.V500);
        for (var i = 0u; i < 15; i++) await GatewayRig.PublishAsync(node, "weather", GatewayRig.Pack(i));
        await node.DisconnectAsync();

        Assert.AreEqual("a.n1 was refused 5 times more than was logged", await rig.Log.FirstAsync(1015));
    }

    [TestMethod]
    public async Task A_message_to_a_node_while_the_gateway_stops_is_not_sent_and_breaks_nothing()
    {
        await using var rig = await GatewayRig.StartAsync();
        await rig.Host.StopAsync();

        Assert.AreEqual(SendResult.NotConnected, await rig.Host.Broker.SendAsync("a", "n1", TopicKind.Config, "{}"u8.ToArray(), CancellationToken.None));
    }

    [TestMethod]
    [DataRow("sc/1/a/n2/data", 1, false, nameof(Refusal.ForeignTopic), MqttClientPublishReasonCode.NotAuthorized)]
    [DataRow("sc/1/b/n1/data", 1, false, nameof(Refusal.ForeignTopic), MqttClientPublishReasonCode.NotAuthorized)]
    [DataRow("weather", 1, false, nameof(Refusal.ForeignTopic), MqttClientPublishReasonCode.NotAuthorized)]
    [DataRow("sc/1/a/n1/cmd", 1, false, nameof(Refusal.Downward), MqttClientPublishReasonCode.NotAuthorized)]
    [DataRow("sc/1/a/n1/data", 1, true, nameof(Refusal.Retain), MqttClientPublishReasonCode.ImplementationSpecificError)]
    public async Task A_publish_against_the_rules_is_refused_and_costs_only_itself(string topic, int qos, bool retain, string reason, MqttClientPublishReasonCode expected)
    {
        await using var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n1", MqttProtocolVersion.V500);

        var answer = await GatewayRig.PublishAsync(node, topic, GatewayRig.Pack(0), retain, qos);

        Assert.AreEqual(expected, answer.ReasonCode);
        var line = await rig.Log.FirstAsync(1011);
        StringAssert.Contains(line, "a.n1");
        StringAssert.Contains(line, topic);
        StringAssert.Contains(line, reason);
        Assert.AreEqual(0, rig.Journal.End(Lane.Data));
        await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(0));
        Assert.AreEqual(1, rig.Journal.End(Lane.Data), "the same connection goes on");
    }

    [TestMethod]
    public async Task A_malformed_pack_is_acknowledged_to_an_older_client_so_that_it_is_not_sent_for_ever()
    {
        await using var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n1");

        await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", """[{"bn":"urn:dev:mac:0011223344556677:","boot":1,"seq":0,"n":"t","v":NaN}]""");

        var line = await rig.Log.FirstAsync(1011);
        StringAssert.Contains(line, "Malformed");
        StringAssert.Contains(line, "at byte");
        Assert.AreEqual((1, 0), (rig.Refused(Refusal.Malformed), rig.Journal.End(Lane.Data)));
        Assert.IsTrue(node.IsConnected);
    }

    [TestMethod]
    public async Task A_subscription_reaches_the_nodes_own_topics_only()
    {
        await using var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n1", MqttProtocolVersion.V500);

        Assert.AreEqual(MqttClientSubscribeResultCode.GrantedQoS0, await Subscribe(node, "sc/1/a/n1/cmd"));
        Assert.AreEqual(MqttClientSubscribeResultCode.GrantedQoS0, await Subscribe(node, "sc/1/a/n1/#"));
        foreach (var filter in new[] { "#", "sc/1/a/n2/#", "sc/1/a/+/cmd", "sc/1/a/n1", "$SYS/#" })
        {
            Assert.AreEqual(MqttClientSubscribeResultCode.NotAuthorized, await Subscribe(node, filter), filter);
        }

        Assert.AreEqual(5, rig.Refused(Refusal.Subscription));
        Assert.AreEqual(5, rig.Log.Of(1012).Count());
    }

    [TestMethod]
    public async Task Topic_filters_of_a_connection_are_bounded()
    {
        await using var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n1", MqttProtocolVersion.V500);
        for (var i = 0; i < 16; i++) Assert.AreEqual(MqttClientSubscribeResultCode.GrantedQoS0, await Subscribe(node, $"sc/1/a/n1/x{i}"));

        Assert.AreEqual(MqttClientSubscribeResultCode.NotAuthorized, await Subscribe(node, "sc/1/a/n1/x16"));
        Assert.AreEqual(MqttClientSubscribeResultCode.GrantedQoS0, await Subscribe(node, "sc/1/a/n1/x3"));
    }

    [TestMethod]
    public async Task A_flood_of_refusals_fills_no_log()
    {
        await using var rig = await GatewayRig.StartAsync(configure: options => options.Limits.PublishBurst = 1000);
        var node = await rig.ConnectAsync("n1");

        for (var i = 0; i < 200; i++) await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", "nonsense", qos: i < 199 ? 0 : 1);

        Assert.AreEqual(200, rig.Refused(Refusal.Malformed));
        Assert.IsLessThanOrEqualTo(12, rig.Log.Of(1011).Count());
    }

    [TestMethod]
    public async Task An_address_that_guesses_passwords_waits_while_known_nodes_come_in()
    {
        await using var rig = await GatewayRig.StartAsync(configure: options => options.Limits.FailedLoginsPerMinute = 3);
        for (var i = 0; i < 5; i++) await rig.TryConnectAsync("a.n1", "a.n1", $"guess-number-{i}");

        Assert.AreEqual((3, 2), (rig.Refused(Refusal.WrongPassword), rig.Refused(Refusal.LoginRate)));
        Assert.IsTrue((await rig.ConnectAsync("n1")).IsConnected);
    }

    private static async Task<MqttClientSubscribeResultCode> Subscribe(IMqttClient client, string filter)
    {
        var result = await client.SubscribeAsync(new MqttClientSubscribeOptions { TopicFilters = [new MqttTopicFilter { Topic = filter }] });
        return result.Items.Single().ResultCode;
    }
}
