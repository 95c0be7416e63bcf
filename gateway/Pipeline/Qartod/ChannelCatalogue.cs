using System.Text.Json;

namespace SmartCity.Pipeline.Qartod;

/// <summary>A channel as the catalogue knows it: UCUM unit, the range a reading may have, decimal places worth keeping.</summary>
public sealed record ChannelInfo(string Name, string Unit, double Min, double Max, int Decimals);

/// <summary>The channels of <c>hardware/channels.json</c> by name.</summary>
public sealed class ChannelCatalogue
{
    private static readonly Lazy<ChannelCatalogue> LazyShipped = new(LoadShipped);
    private readonly Dictionary<string, ChannelInfo> _byName;

    public ChannelCatalogue(IEnumerable<ChannelInfo> channels)
    {
        _byName = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);
    }

    /// <summary>The catalogue this build was made with.</summary>
    public static ChannelCatalogue Shipped => LazyShipped.Value;

    public IReadOnlyCollection<ChannelInfo> Channels => _byName.Values;

    public ChannelInfo? Find(string channel) => _byName.GetValueOrDefault(channel);

    /// <summary>Reads the text of a <c>channels.json</c>; throws <see cref="JsonException"/> or <see cref="KeyNotFoundException"/> when it is none.</summary>
    public static ChannelCatalogue Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return new ChannelCatalogue(document.RootElement.GetProperty("channels").EnumerateArray().Select(Read).ToList());
    }

    private static ChannelInfo Read(JsonElement channel) => new(
        channel.GetProperty("name").GetString() ?? throw new JsonException("a channel has no name"),
        channel.GetProperty("unit").GetString() ?? throw new JsonException("a channel has no unit"),
        channel.GetProperty("min").GetDouble(),
        channel.GetProperty("max").GetDouble(),
        channel.GetProperty("decimals").GetInt32());

    private static ChannelCatalogue LoadShipped()
    {
        using var stream = typeof(ChannelCatalogue).Assembly.GetManifestResourceStream("channels.json")!;
        byte[] json = new byte[stream.Length];
        stream.ReadExactly(json);
        return Parse(json);
    }
}
