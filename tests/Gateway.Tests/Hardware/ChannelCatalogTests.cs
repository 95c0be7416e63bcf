using System.Text;
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
    [DataRow("\"name\": \"t\", \"max\": -300", "min is not below max")]
    [DataRow("\"name\": \"t\", \"decimals\": 10", "decimals")]
    [DataRow("\"name\": \"t\", \"senmlFactor\": 0", "SenML factor")]
    [DataRow("\"name\": \"t\", \"value\": \"bool\"", "bool")]
    [DataRow("\"name\": \"t\", \"colour\": \"red\"", "colour")]
    public void A_faulty_channel_is_refused_by_name(string fields, string reason)
    {
        string json = "{\"version\":1,\"channels\":[{\"kind\":\"heat\",\"unit\":\"Cel\",\"senml\":\"Cel\",\"min\":-40,\"max\":85,\"decimals\":1,\"en\":\"x\",\"zh\":\"x\"," + fields + "}]}";
        FormatException e = Assert.ThrowsExactly<FormatException>(() => Parse(json));
        Assert.Contains(reason, e.Message);
    }

    [TestMethod]
    public void A_channel_is_there_once()
    {
        const string One = "{\"name\":\"t\",\"kind\":\"heat\",\"unit\":\"Cel\",\"senml\":\"Cel\",\"min\":-40,\"max\":85,\"decimals\":1,\"en\":\"x\",\"zh\":\"x\"}";
        FormatException e = Assert.ThrowsExactly<FormatException>(() => Parse("{\"version\":1,\"channels\":[" + One + "," + One + "]}"));
        Assert.Contains("twice", e.Message);
    }

    private static ChannelCatalog Parse(string json) => ChannelCatalog.Parse(new MemoryStream(Encoding.UTF8.GetBytes(json)));
}
