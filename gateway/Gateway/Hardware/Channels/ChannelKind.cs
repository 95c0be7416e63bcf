using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Hardware.Channels;

/// <summary>The eight kinds of perception, traffic counts, and the node's own health.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChannelKind>))]
public enum ChannelKind
{
    [JsonStringEnumMemberName("sound")]
    Sound,

    [JsonStringEnumMemberName("light")]
    Light,

    [JsonStringEnumMemberName("heat")]
    Heat,

    [JsonStringEnumMemberName("electricity")]
    Electricity,

    [JsonStringEnumMemberName("mechanics")]
    Mechanics,

    [JsonStringEnumMemberName("chemistry")]
    Chemistry,

    [JsonStringEnumMemberName("biology")]
    Biology,

    [JsonStringEnumMemberName("position")]
    Position,

    [JsonStringEnumMemberName("traffic")]
    Traffic,

    [JsonStringEnumMemberName("node")]
    Node,
}
