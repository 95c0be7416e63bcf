using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Hardware.Channels;
using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Tests.Hardware;

/// <summary>The schemas an editor uses know the same keys as the reader, and require the same.</summary>
[TestClass]
public class HardwareSchemaTests
{
    [TestMethod]
    [DataRow("board", "", typeof(Board))]
    [DataRow("board", "/$defs/words", typeof(Words))]
    [DataRow("board", "/$defs/rail", typeof(Rail))]
    [DataRow("board", "/$defs/pin", typeof(Pin))]
    [DataRow("board", "/$defs/pull", typeof(Pull))]
    [DataRow("board", "/$defs/divider", typeof(Divider))]
    [DataRow("board", "/$defs/bus", typeof(Bus))]
    [DataRow("board", "/$defs/device", typeof(Device))]
    [DataRow("board", "/$defs/terminal", typeof(Terminal))]
    [DataRow("board", "/$defs/connector", typeof(Connector))]
    [DataRow("board", "/$defs/connector/properties/pins/items", typeof(ConnectorPin))]
    [DataRow("board", "/$defs/part", typeof(Part))]
    [DataRow("board", "/$defs/loop", typeof(CurrentLoop))]
    [DataRow("board", "/$defs/protection", typeof(Protection))]
    [DataRow("board", "/$defs/enclosure", typeof(Enclosure))]
    [DataRow("board", "/$defs/node", typeof(NodeTemplate))]
    [DataRow("board", "/$defs/node/properties/sensors/items", typeof(SensorRow))]
    [DataRow("board", "/$defs/node/properties/outputs/items", typeof(OutputRow))]
    [DataRow("module", "", typeof(ModuleFacts))]
    [DataRow("module", "/properties/pins/items", typeof(ModulePin))]
    [DataRow("channels", "/$defs/channel", typeof(Channel))]
    public void A_schema_has_the_keys_of_the_reader(string schema, string path, Type type)
    {
        JsonNode node = JsonNode.Parse(RepositoryFiles.Read($"hardware/{schema}.schema.json"))!;
        foreach (string step in path.Split('/', StringSplitOptions.RemoveEmptyEntries)) node = node[step]!;
        PropertyInfo[] keys = [.. type.GetProperties().Where(p => p.SetMethod is not null && p.GetCustomAttribute<JsonIgnoreAttribute>() is null)];
        CollectionAssert.AreEquivalent(keys.Select(Key).ToArray(), node["properties"]!.AsObject().Select(p => p.Key).ToArray());
        string[] required = [.. keys.Where(p => p.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null).Select(Key)];
        CollectionAssert.AreEquivalent(required, node["required"]!.AsArray().Select(r => r!.ToString()).ToArray());
    }

    private static string Key(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
