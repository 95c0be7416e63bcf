using System.Text.Json.Nodes;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Virtual;
using SmartCity.Node.Virtual.Platform;
using SmartCity.Node.Virtual.Simulation;

namespace SmartCity.Firmware.Tests.Virtual;

[TestClass]
public class BoardTemplateTests
{
    [TestMethod]
    [DataRow("intersection-ix1", NodeProfile.Intersection)]
    [DataRow("pipeline-pn1", NodeProfile.Pipeline)]
    public void The_configuration_a_board_is_flashed_with_runs_on_the_virtual_one_and_every_channel_reads(string board, NodeProfile profile)
    {
        JsonObject template = JsonNode.Parse(File.ReadAllText(Path.Combine(Root(), "hardware", "boards", board, "node.template.json")))!.AsObject();
        string[] channels = [.. template["channels"]!.AsArray().Select(c => (string)c!["name"]!)];
        var ledger = new SimulationLedger();
        var city = new CitySimulation(new DateTimeOffset(2026, 6, 1, 10, 0, 0, TimeSpan.FromHours(8)), new BrokerBehaviour(), seed: 1);
        city.Broker.Taken += ledger.Taken;
        city.Add(
            new VirtualNodeOptions
            {
                Identity = new NodeIdentity("xizhimen", "n-001"),
                Profile = profile,
                Broker = new BrokerAddress("broker", 1883),
                Flash = new MemoryFlash(),
                Tables = template,
            },
            b => b.PackProduced += ledger.Produced);

        city.RunUntil(TimeSpan.FromMinutes(130));

        Assert.IsEmpty(ledger.Faults);
        foreach (string channel in channels)
        {
            Assert.IsTrue(ledger.Kinds.ContainsKey(("n-001", channel, "ok")), $"{channel}: {string.Join(' ', ledger.Kinds.Where(k => k.Key.Channel == channel))}");
        }

        Assert.IsEmpty(ledger.Kinds.Keys.Where(k => k.What is not ("ok" or "warming-up" or "timeout")));
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "SmartCity.Edge.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
