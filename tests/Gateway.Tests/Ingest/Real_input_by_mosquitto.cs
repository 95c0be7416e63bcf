using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Ingest;

[TestClass]
public sealed class Real_input_by_mosquitto
{
    private static readonly string[] Credentials = ["-i", "a.n1", "-u", "a.n1", "-P", GatewayRig.Password, "-q", "1"];

    [TestMethod]
    [DataRow("mqttv311")]
    [DataRow("mqttv5")]
    public async Task A_pack_with_a_nodes_credentials_is_journaled(string version)
    {
        await using var rig = await GatewayRig.StartAsync();

        var (code, error) = await Mosquitto.PublishAsync(rig.Port, [.. Credentials, "-V", version, "-t", "sc/1/a/n1/data", "-m", GatewayRig.Pack(0)]);

        Assert.AreEqual((0, ""), (code, error));
        Assert.AreEqual(1, rig.Journal.End(Lane.Data));
    }

    [TestMethod]
    public async Task Malformed_and_unauthorised_publishes_are_refused_with_a_reason_and_disturb_nobody()
    {
        await using var rig = await GatewayRig.StartAsync();
        var other = await rig.ConnectAsync("n2");

        var malformed = await Mosquitto.PublishAsync(rig.Port, [.. Credentials, "-V", "mqttv5", "-t", "sc/1/a/n1/data", "-m", "[{"]);
        var foreign = await Mosquitto.PublishAsync(rig.Port, [.. Credentials, "-V", "mqttv5", "-t", "sc/1/a/n2/data", "-m", GatewayRig.Pack(0)]);
        var anonymous = await Mosquitto.PublishAsync(rig.Port, "-t", "sc/1/a/n1/data", "-m", GatewayRig.Pack(0));

        StringAssert.Contains(malformed.Error, "Payload format invalid");
        StringAssert.Contains(foreign.Error, "Not authorized");
        Assert.AreNotEqual(0, anonymous.Code);
        Assert.AreEqual((1, 1, 1), (rig.Refused(Refusal.Malformed), rig.Refused(Refusal.ForeignTopic), rig.Refused(Refusal.Anonymous)));
        Assert.AreEqual(0, rig.Journal.End(Lane.Data));
        Assert.IsTrue(rig.Log.Of(1011).Any(line => line.Contains("malformed pack at byte 2", StringComparison.Ordinal)));
        await GatewayRig.PublishAsync(other, "sc/1/a/n2/data", GatewayRig.Pack(0));
        Assert.AreEqual(1, rig.Journal.End(Lane.Data));
    }
}
