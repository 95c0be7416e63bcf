using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Ingest;

[TestClass]
public sealed class A_stalled_disk
{
    private const int PacksANode = 10;

    public TestContext TestContext { get; set; } = null!;

    /// <summary>With <c>SMARTCITY_LONG=1</c> the disk stands still for two real seconds, otherwise until every node waits.</summary>
    [TestMethod]
    public async Task Delays_acknowledgements_and_drops_no_pack_and_no_connection()
    {
        var directory = Directory.CreateTempSubdirectory("gateway-stall-");
        try
        {
            using var storage = new StallingStorage(new FileStorage(directory.FullName));
            await using var rig = await GatewayRig.StartOnStorageAsync(storage);
            string[] names = ["n1", "n2", "n3"];
            var nodes = new List<IMqttClient>();
            foreach (var name in names) nodes.Add(await rig.ConnectAsync(name));

            storage.Gate.Reset();
            var publishes = new List<Task<MqttClientPublishResult>>();
            for (uint seq = 0; seq < PacksANode; seq++)
                publishes.AddRange(names.Select((name, i) => GatewayRig.PublishAsync(nodes[i], $"sc/1/a/{name}/data", GatewayRig.Pack(seq))));
            await Eventually.True(() => storage.Waiting == 1 && rig.Host.Counters.Packs >= names.Length);
            if (Environment.GetEnvironmentVariable("SMARTCITY_LONG") == "1") await Task.Delay(TimeSpan.FromSeconds(2), TestContext.CancellationToken);
            Assert.IsFalse(publishes.Exists(p => p.IsCompleted), "acknowledged before the disk had it");

            storage.Gate.Set();
            foreach (var result in await Task.WhenAll(publishes)) Assert.AreEqual(MqttClientPublishReasonCode.Success, result.ReasonCode);
            Assert.IsTrue(nodes.TrueForAll(node => node.IsConnected));
            Assert.AreEqual(names.Length * PacksANode, rig.Host.Journal.End(Lane.Data));
            Assert.AreEqual(0, rig.Host.Counters.Refused);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
