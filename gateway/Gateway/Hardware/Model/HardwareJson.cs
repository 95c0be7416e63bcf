using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Hardware.Model;

/// <summary>Reads boards and modules; a key that is not in the schema is an error.</summary>
public static class HardwareJson
{
    /// <exception cref="FormatException">Not a board; the message says where and why.</exception>
    public static Board ParseBoard(string json, string path) => Parse(json, path, HardwareJsonContext.Default.Board);

    /// <exception cref="FormatException">Not a module; the message says where and why.</exception>
    public static ModuleFacts ParseModule(string json, string path) => Parse(json, path, HardwareJsonContext.Default.ModuleFacts);

    private static T Parse<T>(string json, string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new FormatException($"{path}: is null");
        }
        catch (JsonException e)
        {
            throw new FormatException($"{path}: {e.Message}", e);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Board))]
[JsonSerializable(typeof(ModuleFacts))]
internal sealed partial class HardwareJsonContext : JsonSerializerContext;
