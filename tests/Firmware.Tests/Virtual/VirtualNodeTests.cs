using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Outbox;
using SmartCity.Node.Virtual;
using SmartCity.Node.Virtual.Faults;
using SmartCity.Node.Virtual.Platform;

namespace SmartCity.Firmware.Tests.Virtual;

[TestClass]
public class VirtualNodeTests
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(20);
    private static readonly DateTimeOffset Morning = new(2026, 6, 1, 8, 0, 0, TimeSpan.FromHours(8));

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(NodeProfile.Intersection, "ix-001", "veh1 occ1 pm2_5 pm10 t rh tbox p lux laeq no2 co2 phase lat vac supply door mains")]
    [DataRow(NodeProfile.Pipeline, "pn-001", "press press2 flow1 flow2 level ch4 tw vib1 vib2 vib3 tilt chla do ph turb t rh vbat ibat vsol isol supply cover flood valve")]
    public async Task A_node_of_either_profile_delivers_all_its_channels_over_real_sockets(NodeProfile profile, string name, string channels)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var produced = new ConcurrentQueue<PackProduced>();
        await using VirtualNode node = Create(profile, name, broker.Port, new MemoryFlash());
        node.PackProduced += produced.Enqueue;

        Assert.IsEmpty(node.Start());
        await UntilAsync(() => node.Counters().ReadingsAcknowledged > 200);
        Assert.IsTrue(await node.StopAsync(Drain));

        var packs = broker.Received.Where(m => m.Topic is var t && (t.EndsWith("/data") || t.EndsWith("/event"))).ToList();
        Assert.AreEqual(produced.Count, packs.Count);
        Assert.AreEqual($"xizhimen.{name}", broker.Clients.Single());
        string text = string.Concat(packs.Select(p => Encoding.ASCII.GetString(p.Payload)));
        foreach (string channel in channels.Split(' ')) Assert.Contains($"\"n\":\"{channel}\"", text);
        Assert.DoesNotContain("\"q\":4", text);
        foreach (string reason in (string[])["i2c-nack", "crc", "range"]) Assert.DoesNotContain($"\"vs\":\"{reason}", text);
    }

    [TestMethod]
    public async Task What_a_killed_node_had_stored_is_reported_at_its_next_start_and_delivered_once()
    {
        string folder = Directory.CreateTempSubdirectory("node").FullName;
        var produced = new ConcurrentQueue<PackProduced>();
        await using (VirtualNode node = Create(NodeProfile.Pipeline, "pn-001", port: 1, new DirectoryFlash(folder)))
        {
            node.PackProduced += produced.Enqueue;
            node.Start();
            await UntilAsync(() => node.Counters().PacksPut >= 5);
        }

        await using TestBroker broker = await TestBroker.StartAsync();
        await using VirtualNode again = Create(NodeProfile.Pipeline, "pn-001", broker.Port, new DirectoryFlash(folder));
        PackProduced[] earlier = [.. produced];
        again.PackProduced += produced.Enqueue;

        CollectionAssert.AreEquivalent(earlier, again.Start().ToArray());
        Assert.IsTrue(await again.StopAsync(Drain));
        CollectionAssert.AreEquivalent(produced.Select(p => (p.Boot, p.Seq)).ToArray(), PacksOf(broker).ToArray());
        Directory.Delete(folder, recursive: true);
    }

    [TestMethod]
    public async Task A_node_whose_wifi_is_lost_comes_back_and_misses_nothing()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var produced = new ConcurrentQueue<PackProduced>();
        await using VirtualNode node = Create(
            NodeProfile.Intersection, "ix-001", broker.Port, new MemoryFlash(), FaultScript.Parse("4s ix-001 wifi-loss for 5s"));
        node.PackProduced += produced.Enqueue;

        node.Start();
        await UntilAsync(() => broker.Clients.Count == 2 && node.Counters().Online);
        Assert.IsTrue(await node.StopAsync(Drain));

        CollectionAssert.AreEquivalent(produced.Select(p => (p.Boot, p.Seq)).ToArray(), PacksOf(broker).Distinct().ToArray());
    }

    private static IEnumerable<(uint Boot, uint Seq)> PacksOf(TestBroker broker)
    {
        foreach ((string topic, byte[] payload) in broker.Received)
        {
            if (!topic.EndsWith("/data", StringComparison.Ordinal) && !topic.EndsWith("/event", StringComparison.Ordinal)) continue;
            using JsonDocument pack = JsonDocument.Parse(payload);
            yield return (pack.RootElement[0].GetProperty("boot").GetUInt32(), pack.RootElement[0].GetProperty("seq").GetUInt32());
        }
    }

    private static VirtualNode Create(
        NodeProfile profile, string name, int port, IFlash flash, IReadOnlyList<Fault>? faults = null) => new(
        new VirtualNodeOptions
        {
            Faults = faults ?? [],
            Identity = new NodeIdentity("xizhimen", name),
            Profile = profile,
            Broker = new BrokerAddress("127.0.0.1", port, Password: "secret"),
            Flash = flash,
            Speed = 20,
            Start = Morning,
            Adjust = file => file["pack"]!["format"] = "json",
        },
        TimeProvider.System);

    private async Task UntilAsync(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        limit.CancelAfter(Drain);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition()) await timer.WaitForNextTickAsync(limit.Token);
    }
}
