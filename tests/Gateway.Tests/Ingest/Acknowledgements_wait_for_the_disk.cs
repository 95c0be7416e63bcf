using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet;
using MQTTnet.Formatter;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Ingest;

[TestClass]
public sealed class Acknowledgements_wait_for_the_disk
{
    [TestMethod]
    public async Task A_commit_that_does_not_come_withholds_the_acknowledgement()
    {
        await using var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n1");
        var other = await rig.ConnectAsync("n2");
        rig.Journal.Hold();

        var publish = GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(0));
        await Eventually.True(() => rig.Journal.Waiting == 1);
        await GatewayRig.PublishAsync(other, "sc/1/a/n2/status", "{}");
        Assert.IsFalse(publish.IsCompleted, "acknowledged before the commit");

        rig.Journal.Release();
        Assert.AreEqual(MqttClientPublishReasonCode.Success, (await publish).ReasonCode);
        Assert.AreEqual(1, rig.Journal.End(Lane.Data));
    }

    [TestMethod]
    public async Task A_full_journal_closes_the_connection_of_an_older_client_and_the_pack_comes_again()
    {
        await using var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n1");
        var closed = new TaskCompletionSource();
        node.DisconnectedAsync += _ => Task.FromResult(closed.TrySetResult());
        rig.Journal.Refuse(AppendStatus.DiskFull);

        var publish = GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(0));
        await closed.Task;
        await Assert.ThrowsAsync<Exception>(() => publish);
        StringAssert.Contains(await rig.Log.FirstAsync(1014), "JournalFull");

        rig.Journal.Refuse(AppendStatus.Committed);
        var again = await rig.ConnectAsync("n1");
        await GatewayRig.PublishAsync(again, "sc/1/a/n1/data", GatewayRig.Pack(0));
        Assert.AreEqual(1, rig.Journal.End(Lane.Data), "the refused pack was taken for a duplicate");
    }

    [TestMethod]
    [DataRow(AppendStatus.DiskFull, MqttClientPublishReasonCode.QuotaExceeded)]
    [DataRow(AppendStatus.IoError, MqttClientPublishReasonCode.UnspecifiedError)]
    public async Task A_client_of_version_5_is_told_why_and_stays(AppendStatus status, MqttClientPublishReasonCode expected)
    {
        await using var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n1", MqttProtocolVersion.V500);
        rig.Journal.Refuse(status);

        var answer = await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(0));

        Assert.AreEqual((expected, "as the test says"), (answer.ReasonCode, answer.ReasonString));
        Assert.IsTrue(node.IsConnected);
        Assert.AreEqual(0, rig.Host.Counters.JournaledPacks);
        Assert.AreEqual(1, rig.Host.Counters.Refused);
    }

    [TestMethod]
    public async Task A_stop_waits_for_the_pack_under_way()
    {
        var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n1");
        rig.Journal.Hold();
        _ = GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(0)).ContinueWith(_ => { }, TaskScheduler.Default);
        await Eventually.True(() => rig.Journal.Waiting == 1);

        var stop = rig.Host.StopAsync();
        Assert.IsFalse(stop.IsCompleted);
        rig.Journal.Release();
        await stop;

        Assert.AreEqual(1, rig.Host.Counters.JournaledPacks);
        await rig.DisposeAsync();
    }
}
