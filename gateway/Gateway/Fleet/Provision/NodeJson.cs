using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmartCity.Gateway.Fleet.Provision;

/// <summary>Writes a node's <c>node.json</c>: its board's template with identity, secret, gateway and network.</summary>
internal static class NodeJson
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(NodePlan plan)
    {
        var file = BoardTemplates.Find(plan.Board) ?? throw new InvalidDataException($"there is no board {plan.Board}");
        file["site"] = plan.Name.Site;
        file["node"] = plan.Name.Node;
        file["password"] = plan.Secret;
        file["broker"] = new JsonObject { ["host"] = plan.Host, ["port"] = plan.Port, ["tls"] = plan.Tls };
        if (plan.Wifi is { } wifi) file["wifi"] = new JsonObject { ["ssid"] = wifi.Ssid, ["password"] = wifi.Password };
        else file.Remove("wifi");
        if (plan.UpdateKey is not null) file["updateKey"] = plan.UpdateKey;
        if (plan.Boot > 0) file["boot"] = plan.Boot;
        return Text(file);
    }

    /// <summary>Indented UTF-8 text with a last line feed; what is not ASCII stays as it is.</summary>
    public static string Text(JsonObject json)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Layout)) json.WriteTo(writer);
        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }
}
