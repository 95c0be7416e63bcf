using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Ingest;

[TestClass]
[TestCategory("attack")]
public sealed class Hostile_clients_meet_bounds
{
    // MQTT 3.1.1 CONNECT, fixed header and the first bytes of the protocol name.
    private static readonly byte[] HalfConnect = [0x10, 0x30, 0x00, 0x04, (byte)'M', (byte)'Q'];

    [TestMethod]
    public async Task A_packet_too_large_closes_its_connection_alone()
    {
        await using var rig = await GatewayRig.StartAsync();
        var other = await rig.ConnectAsync("n2");
        var node = await rig.ConnectAsync("n1");
        var closed = new TaskCompletionSource();
        node.DisconnectedAsync += _ => Task.FromResult(closed.TrySetResult());

        var publish = GatewayRig.PublishAsync(node, "sc/1/a/n1/data", new string('x', 9000));
        await closed.Task;
        await Assert.ThrowsAsync<Exception>(() => publish);

        var line = await rig.Log.FirstAsync(1013);
        StringAssert.Contains(line, "a.n1");
        StringAssert.Contains(line, "PacketTooLarge");
        await GatewayRig.PublishAsync(other, "sc/1/a/n2/data", GatewayRig.Pack(0));
        Assert.AreEqual(1, rig.Journal.End(Lane.Data));
    }

    [TestMethod]
    public async Task A_packet_announced_larger_than_memory_is_not_waited_for()
    {
        await using var rig = await GatewayRig.StartAsync();
        await using var stream = await rig.OpenAsync();

        await stream.WriteAsync(new byte[] { 0x10, 0xff, 0xff, 0xff, 0x7f });

        Assert.IsTrue(await EndsAsync(stream));
        StringAssert.Contains(await rig.Log.FirstAsync(1013), "268435460 bytes");
    }

    [TestMethod]
    public async Task A_connect_that_never_ends_is_closed()
    {
        await using var rig = await GatewayRig.StartAsync(configure: options => options.Limits.ConnectSeconds = 1);
        await using var stream = await rig.OpenAsync();

        await stream.WriteAsync(HalfConnect);

        Assert.IsTrue(await EndsAsync(stream));
        await Eventually.True(() => rig.Host.Broker.Connections == 0);
    }

    [TestMethod]
    public async Task A_connection_that_ends_inside_a_packet_is_let_go_at_once()
    {
        await using var rig = await GatewayRig.StartAsync(configure: options => options.Limits.ConnectSeconds = 100);
        var stream = await rig.OpenAsync();
        await stream.WriteAsync(HalfConnect);
        await Eventually.True(() => rig.Host.Broker.Connections == 1);

        await stream.DisposeAsync();

        await Eventually.True(() => rig.Host.Broker.Connections == 0);
    }

    [TestMethod]
    public async Task Connections_over_the_bound_are_closed_and_those_before_stay()
    {
        await using var rig = await GatewayRig.StartAsync(configure: options => options.Limits.ConnectionsPerAddress = 2);
        var node = await rig.ConnectAsync("n1");
        await using var second = await rig.OpenAsync();
        await Eventually.True(() => rig.Host.Broker.Connections == 2);

        Assert.IsTrue(await EndsAsync(rig));

        StringAssert.Contains(await rig.Log.FirstAsync(1013), "2 connections from this address");
        await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(0));
        second.Close();
        await Eventually.True(() => rig.Host.Broker.Connections == 1);
        Assert.IsTrue((await rig.ConnectAsync("n2")).IsConnected);
    }

    [TestMethod]
    public async Task A_connection_silent_for_too_long_is_closed()
    {
        var time = new FakeTimeProvider();
        await using var rig = await GatewayRig.StartAsync(configure: options => options.Limits.SilentSeconds = 100, time: time);
        var node = await rig.ConnectAsync("n1");
        var closed = new TaskCompletionSource();
        node.DisconnectedAsync += _ => Task.FromResult(closed.TrySetResult());

        time.Advance(TimeSpan.FromSeconds(90));
        await GatewayRig.PublishAsync(node, "sc/1/a/n1/status", "{}");
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.IsTrue(node.IsConnected);
        time.Advance(TimeSpan.FromSeconds(60));

        await closed.Task;
        StringAssert.Contains(await rig.Log.FirstAsync(1013), "Silent");
    }

    [TestMethod]
    public async Task A_node_faster_than_its_rate_is_acknowledged_later_and_loses_nothing()
    {
        var time = new FakeTimeProvider();
        await using var rig = await GatewayRig.StartAsync(
            configure: options => (options.Limits.PublishesPerSecond, options.Limits.PublishBurst) = (1, 2), time: time);
        var node = await rig.ConnectAsync("n1");
        await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(0));
        await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(1));

        var third = GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(2));
        await Eventually.True(() => rig.Host.Counters.Throttled == 1);
        Assert.IsFalse(third.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.AreEqual(MqttClientPublishReasonCode.Success, (await third).ReasonCode);
        Assert.AreEqual(3, rig.Journal.End(Lane.Data));
    }

    [TestMethod]
    public async Task Topic_aliases_are_bounded()
    {
        await using var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n1", MqttProtocolVersion.V500);
        await node.PublishAsync(Aliased(8));
        Assert.AreEqual(1, rig.Journal.End(Lane.Data));

        await Assert.ThrowsAsync<Exception>(() => node.PublishAsync(Aliased(9)));

        Assert.AreEqual(1, rig.Refused(Refusal.TopicAlias));
    }

    [TestMethod]
    public async Task Random_bytes_disturb_nobody()
    {
        await using var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n1");
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            await using var stream = await rig.OpenAsync();
            var bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            await stream.WriteAsync(bytes);
        }

        await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(0));
        Assert.AreEqual(1, rig.Journal.End(Lane.Data));
        await Eventually.True(() => rig.Host.Broker.Connections == 1);
    }

    private static MqttApplicationMessage Aliased(ushort alias) => new()
    {
        Topic = "sc/1/a/n1/data",
        TopicAlias = alias,
        PayloadSegment = Encoding.UTF8.GetBytes(GatewayRig.Pack(alias)),
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
    };

    private static async Task<bool> EndsAsync(GatewayRig rig)
    {
        try
        {
            await using var stream = await rig.OpenAsync();
            return await EndsAsync(stream);
        }
        catch (SocketException)
        {
            // Closed before the handshake was through.
            return true;
        }
    }

    private static async Task<bool> EndsAsync(Stream stream)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            return await stream.ReadAsync(new byte[16], patience.Token) == 0;
        }
        catch (IOException)
        {
            // Reset instead of closed: gone all the same.
            return true;
        }
    }
}
