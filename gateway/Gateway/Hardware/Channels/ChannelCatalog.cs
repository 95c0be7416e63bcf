using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmartCity.Wire;

namespace SmartCity.Gateway.Hardware.Channels;

/// <summary>All channels of <c>hardware/channels.json</c>, checked, with a look-up by name.</summary>
public sealed class ChannelCatalog
{
    private readonly FrozenDictionary<string, Channel> _byName;

    private ChannelCatalog(ChannelFile file)
    {
        All = file.Channels;
        Sources = file.Sources;
        _byName = file.Channels.ToFrozenDictionary(c => c.Name, StringComparer.Ordinal);
    }

    /// <summary>The channels this build was made with.</summary>
    public static ChannelCatalog BuiltIn { get; } = LoadBuiltIn();

    /// <summary>In the file's order.</summary>
    public IReadOnlyList<Channel> All { get; }

    /// <summary>Where mappings are from: by NGSI-LD entity type and by the name of the field.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; }

    /// <summary>Null when no channel has that name: a foreign one.</summary>
    public Channel? Find(string name) => _byName.GetValueOrDefault(name);

    /// <exception cref="FormatException">The text is not a channel file; the message says where and why.</exception>
    public static ChannelCatalog Parse(Stream json)
    {
        ChannelFile file;
        try
        {
            file = JsonSerializer.Deserialize(json, ChannelJson.Default.ChannelFile)
                ?? throw new FormatException("channels.json is null");
        }
        catch (JsonException e)
        {
            throw new FormatException($"channels.json: {e.Message}", e);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (Channel channel in file.Channels)
        {
            string? fault = Fault(channel, file.Sources);
            if (fault is null && !seen.Add(channel.Name)) fault = "is there twice";
            if (fault is not null) throw new FormatException($"channels.json: channel {channel.Name} {fault}");
        }

        return new ChannelCatalog(file);
    }

    private static string? Fault(Channel c, IReadOnlyDictionary<string, string> sources)
    {
        if (!ChannelName.IsValid(c.Name)) return "is not [A-Za-z0-9][A-Za-z0-9_.:/-]{0,11}";
        if (!(c.Min < c.Max)) return "has no range: min is not below max";
        if (c.Decimals is < 0 or > 9) return "has decimals outside 0 to 9";
        if (c.SenmlFactor <= 0) return "has a SenML factor that is not positive";
        if (c.Value == ChannelValue.Bool && (c.Min, c.Max, c.Decimals) != (0, 1, 0)) return "is a bool with a range other than 0 to 1";
        if (!IsOneOf(c.Ngsi.None, c.Ngsi.Type, c.Ngsi.Attribute, c.Ngsi.UnitCode)) return "has an ngsi that is neither a mapping nor a reason";
        if (!IsOneOf(c.SensorThings.None, c.SensorThings.Name, c.SensorThings.Definition)) return "has a sensorThings that is neither a mapping nor a reason";
        if (!IsOneOf(c.Hj212.None, c.Hj212.Code, c.Hj212.Unit)) return "has an hj212 that is neither a mapping nor a reason";
        if (c.Ngsi.Type is { } type && !sources.ContainsKey(type)) return $"maps to {type}, which has no source";
        return null;
    }

    private static bool IsOneOf(string? reason, params ReadOnlySpan<string?> mapping)
    {
        foreach (string? part in mapping)
        {
            if (string.IsNullOrEmpty(part) != (reason is not null)) return false;
        }

        return reason != "";
    }

    private static ChannelCatalog LoadBuiltIn()
    {
        using Stream json = typeof(ChannelCatalog).Assembly.GetManifestResourceStream("channels.json")
            ?? throw new InvalidOperationException("channels.json is not embedded in this build");
        return Parse(json);
    }
}

/// <summary>The file as it stands.</summary>
internal sealed record ChannelFile
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required int Version { get; init; }

    public required IReadOnlyDictionary<string, string> Sources { get; init; }

    public required IReadOnlyList<Channel> Channels { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ChannelFile))]
internal sealed partial class ChannelJson : JsonSerializerContext;
