using System.Text.Json;
using System.Text.Json.Nodes;
using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Web.Api;

/// <summary>The configuration in force, with every secret replaced by a word. By name of the key: a secret gets a name that is here.</summary>
internal static class ConfigurationView
{
    public const string Removed = "(removed)";
    private static readonly string[] Secrets = ["password", "passwordHash", "sha256", "secret", "token", "key"];

    public static JsonNode Of(GatewayOptions options)
    {
        var root = JsonSerializer.SerializeToNode(options, ConfigJson.Default.GatewayOptions)!;
        Strip(root);
        return root;
    }

    private static void Strip(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToArray())
                {
                    if (value is null) members.Remove(name);
                    else if (value is JsonValue && Secrets.Contains(name)) members[name] = Removed;
                    else Strip(value);
                }

                break;
            case JsonArray items:
                foreach (var item in items) Strip(item);
                break;
        }
    }
}
