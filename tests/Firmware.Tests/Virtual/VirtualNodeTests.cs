using System.Collections.Concurrent;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Virtual;
using SmartCity.Node.Virtual.Platform;

namespace SmartCity.Firmware.Tests.Virtual;

[TestClass]
public class VirtualNodeTests
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(20);
    private static readonly DateTimeOffset Morning = new(2026, 6, 1, 8, 0, 0, TimeSpan.FromHours(8));

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(NodeProfile.Intersection, "ix-001", "veh1 occ1 pm2_5 pm10 t rh tbox p lux laeq no2 vac supply door mains")]
    [DataRow(NodeProfile.Pipeline, "pn-001", "press flow1 flow2 level ch4 tw vib1 vib2 vib3 chla do ph t rh vbat ibat isol cover flood valve")]
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
        foreach (string reason in (string[])["i2c-nack", "timeout", "crc", "range"]) Assert.DoesNotContain($"\"vs\":\"{reason}", text);
    }

    private static VirtualNode Create(NodeProfile profile, string name, int port, SmartCity.Node.Outbox.IFlash flash) => new(
        new VirtualNodeOptions
        {
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
