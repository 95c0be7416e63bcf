using System.Text.Json;
using System.Text.Json.Nodes;
using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Web.Api;

/// <summary>A configuration with every secret replaced by a word. By name of the key: a secret gets a name that is here.</summary>
internal static class ConfigurationView
{
    public const string Removed = "(removed)";
    public const string RemovedOther = "(removed; another than in force)";
    private static readonly string[] Secrets = ["password", "passwordHash", "sha256", "secret", "token", "key"];

    /// <param name="inForce">Whose secrets are compared, so that a changed one shows as changed; null: none.</param>
    public static JsonNode Of(GatewayOptions options, GatewayOptions? inForce = null)
    {
        var root = Tree(options);
        Strip(root, inForce is null ? null : Tree(inForce));
        return root;
    }

    private static JsonNode Tree(GatewayOptions options) => JsonSerializer.SerializeToNode(options, ConfigJson.Default.GatewayOptions)!;

    private static void Strip(JsonNode? node, JsonNode? inForce)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToArray())
                {
                    var other = (inForce as JsonObject)?[name];
                    if (value is null) members.Remove(name);
                    else if (value is JsonValue && Secrets.Contains(name)) members[name] = other is null || JsonNode.DeepEquals(value, other) ? Removed : RemovedOther;
                    else Strip(value, other);
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++) Strip(items[i], inForce is JsonArray others ? others.ElementAtOrDefault(i) : null);
                break;
        }
    }
}
