using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Ingest;

[TestClass]
public sealed class Duplicates_are_journaled_once
{
    [TestMethod]
    public async Task A_pack_sent_twice_is_acknowledged_twice_and_journaled_once()
    {
        await using var rig = await GatewayRig.StartAsync();
        var node = await rig.ConnectAsync("n1");

        await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(0));
        await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(0));
        await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(0, boot: 2));

        var counters = rig.Host.Counters;
        Assert.AreEqual((3, 2, 1), (counters.Packs, counters.JournaledPacks, counters.DuplicatePacks));
        Assert.AreEqual(2, rig.Journal.End(Lane.Data));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_restart_remembers_what_came_before(bool clean)
    {
        var journal = new MemoryJournal();
        var first = await GatewayRig.StartAsync(journal);
        var node = await first.ConnectAsync("n1");
        await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(0));
        await GatewayRig.PublishAsync(node, "sc/1/a/n1/event", GatewayRig.Pack(1));
        if (clean) await first.DisposeAsync();

        await using var second = await GatewayRig.StartAsync(journal);
        StringAssert.Contains(second.Log.Of(1902).Single(), clean ? "0 records" : "2 records");
        node = await second.ConnectAsync("n1");
        await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(0));
        await GatewayRig.PublishAsync(node, "sc/1/a/n1/event", GatewayRig.Pack(1));

        Assert.AreEqual((0, 2), (second.Host.Counters.JournaledPacks, second.Host.Counters.DuplicatePacks));
        Assert.AreEqual((1, 1), (journal.End(Lane.Data), journal.End(Lane.Event)));
        if (!clean) await first.DisposeAsync();
    }

    [TestMethod]
    public async Task A_node_comes_back_to_the_same_port_after_a_restart()
    {
        var journal = new MemoryJournal();
        var first = await GatewayRig.StartAsync(journal);
        var port = first.Port;
        await first.ConnectAsync("n1");
        await first.DisposeAsync();

        await using var second = await GatewayRig.StartAsync(journal, port: port);
        var node = await second.ConnectAsync("n1");
        await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(0));
        Assert.AreEqual(1, journal.End(Lane.Data));
    }
}
