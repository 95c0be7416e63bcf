using System.Text;
using System.Text.Json.Nodes;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Hardware.Channels;

namespace SmartCity.Gateway.Tests.Hardware;

[TestClass]
public class ChannelCatalogTests
{
    [TestMethod]
    public void The_nodes_table_is_current()
    {
        Assert.AreEqual(ChannelTable.Write(ChannelCatalog.BuiltIn), RepositoryFiles.Read(ChannelTable.Path), "run `smartcity-gateway hardware generate`");
    }

    [TestMethod]
    public void The_nodes_table_finds_every_channel_and_no_other()
    {
        foreach (Channel channel in ChannelCatalog.BuiltIn.All)
        {
            int at = Wire.Channels.Find(channel.Name);
            Assert.AreEqual(channel.Name, Wire.Channels.Names[at]);
            Assert.AreEqual(channel.Decimals, Wire.Channels.Decimals[at]);
            Assert.AreEqual(channel.Min, Wire.Channels.Min[at]);
            Assert.AreEqual(channel.Max, Wire.Channels.Max[at]);
            Assert.AreEqual(channel.Unit, Wire.Channels.Unit(at));
            Assert.AreEqual(channel.Value == ChannelValue.Bool, Wire.Channels.IsBool(at));
        }

        string[] strangers = ["", "a", "T", "veh", "veh11", "zzz", "flow"];
        foreach (string name in strangers) Assert.AreEqual(-1, Wire.Channels.Find(name), name);
        Assert.AreEqual(-1, Wire.Channels.Find(null));
    }

    [TestMethod]
    public void Every_kind_of_perception_has_a_channel()
    {
        foreach (ChannelKind kind in Enum.GetValues<ChannelKind>())
            Assert.IsTrue(ChannelCatalog.BuiltIn.All.Any(c => c.Kind == kind), kind.ToString());
    }

    [TestMethod]
    [DataRow("\"name\": \"a b\"", "is not [A-Za-z0-9]")]
    [DataRow("\"max\": -300", "min is not below max")]
    [DataRow("\"name\": \"t\", \"decimals\": 10", "decimals")]
    [DataRow("\"name\": \"t\", \"senmlFactor\": 0", "SenML factor")]
    [DataRow("\"name\": \"t\", \"value\": \"bool\"", "bool")]
    [DataRow("\"name\": \"t\", \"colour\": \"red\"", "colour")]
    [DataRow("\"name\": \"t\", \"ngsi\": {}", "ngsi")]
    [DataRow("\"name\": \"t\", \"ngsi\": { \"none\": \"x\", \"type\": \"Device\" }", "ngsi")]
    [DataRow("\"name\": \"t\", \"ngsi\": { \"type\": \"Nowhere\", \"attribute\": \"a\", \"unitCode\": \"CEL\" }", "no source")]
    [DataRow("\"name\": \"t\", \"sensorThings\": { \"name\": \"x\" }", "sensorThings")]
    [DataRow("\"name\": \"t\", \"hj212\": { \"none\": \"\" }", "hj212")]
    public void A_faulty_channel_is_refused_by_name(string fields, string reason)
    {
        JsonObject channel = JsonNode.Parse(Sound)!.AsObject();
        foreach ((string key, JsonNode? value) in JsonNode.Parse("{" + fields + "}")!.AsObject()) channel[key] = value?.DeepClone();
        string json = FileOf(channel.ToJsonString());
        FormatException e = Assert.ThrowsExactly<FormatException>(() => Parse(json));
        Assert.Contains(reason, e.Message);
    }

    [TestMethod]
    public void A_channel_is_there_once()
    {
        FormatException e = Assert.ThrowsExactly<FormatException>(() => Parse(FileOf(Sound, Sound)));
        Assert.Contains("twice", e.Message);
    }

    [TestMethod]
    public void Every_channel_is_mapped_to_each_standard_with_a_source_or_says_why_not()
    {
        ChannelCatalog catalog = ChannelCatalog.BuiltIn;
        string[] keys = ["unit", "senml", "unitCode", "sensorThings", "hj212"];
        foreach (string key in keys) Assert.IsTrue(catalog.Sources.ContainsKey(key), key);
        foreach (Channel c in catalog.All)
        {
            Assert.IsTrue(c.Ngsi.None is not null || catalog.Sources.ContainsKey(c.Ngsi.Type!), c.Name);
            Assert.IsTrue(c.SensorThings.None is not null || Uri.IsWellFormedUriString(c.SensorThings.Definition, UriKind.Absolute), c.Name);
            Assert.IsTrue(c.Hj212.None is not null || c.Hj212.Code!.Length is >= 2 and <= 6, c.Name);
        }

        Assert.AreEqual(("AirQualityObserved", "pm25", "a34004"), (catalog.Find("pm2_5")!.Ngsi.Type, catalog.Find("pm2_5")!.Ngsi.Attribute, catalog.Find("pm2_5")!.Hj212.Code));
        Assert.AreEqual((0.01, 1.0), (catalog.Find("rh")!.Ngsi.Factor, catalog.Find("rh")!.Hj212.Factor));
    }

    [TestMethod]
    public void No_two_channels_claim_one_attribute_or_factor()
    {
        Channel[] ngsi = [.. ChannelCatalog.BuiltIn.All.Where(c => c.Ngsi.None is null)];
        Assert.AreEqual(ngsi.Length, ngsi.Select(c => (c.Ngsi.Type, c.Ngsi.Attribute, c.Ngsi.Lane)).Distinct().Count());
        Channel[] hj212 = [.. ChannelCatalog.BuiltIn.All.Where(c => c.Hj212.None is null)];
        Assert.AreEqual(hj212.Length, hj212.Select(c => c.Hj212.Code).Distinct().Count());
    }

    private const string Sound = """
        {"name":"t","kind":"heat","unit":"Cel","senml":"Cel","min":-40,"max":85,"decimals":1,"en":"x","zh":"x",
        "ngsi":{"none":"x"},"sensorThings":{"none":"x"},"hj212":{"none":"x"}}
        """;

    private static string FileOf(params string[] channels) => "{\"version\":1,\"sources\":{},\"channels\":[" + string.Join(',', channels) + "]}";

    private static ChannelCatalog Parse(string json) => ChannelCatalog.Parse(new MemoryStream(Encoding.UTF8.GetBytes(json)));
}
