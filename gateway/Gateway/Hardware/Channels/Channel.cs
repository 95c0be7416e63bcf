using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Hardware.Channels;

/// <summary>One quantity a node may report, as <c>hardware/channels.json</c> has it.</summary>
public sealed record Channel
{
    /// <summary>SenML name, 1 to 12 characters (RFC 8428 §4.5.1).</summary>
    public required string Name { get; init; }

    public required ChannelKind Kind { get; init; }

    /// <summary>UCUM code of the value's unit, case-sensitive.</summary>
    public required string Unit { get; init; }

    /// <summary>Nearest unit of IANA's SenML Units registry.</summary>
    public required string Senml { get; init; }

    /// <summary>SenML value = value × <see cref="SenmlFactor"/> + <see cref="SenmlOffset"/>.</summary>
    /// <remarks>Settable, because the JSON source generator gives an absent init property its type's default.</remarks>
    public double SenmlFactor { get; set; } = 1;

    public double SenmlOffset { get; init; }

    public ChannelValue Value { get; init; }

    /// <summary>Smallest value that can be true, in <see cref="Unit"/>.</summary>
    public required double Min { get; init; }

    /// <summary>Largest value that can be true, in <see cref="Unit"/>.</summary>
    public required double Max { get; init; }

    /// <summary>Resolution is 10^-decimals.</summary>
    public required int Decimals { get; init; }

    public required string En { get; init; }

    public required string Zh { get; init; }

    public string? Note { get; init; }

    public required NgsiMapping Ngsi { get; init; }

    public required SensorThingsMapping SensorThings { get; init; }

    public required Hj212Mapping Hj212 { get; init; }
}

/// <summary>How a channel's value travels: <c>v</c> or <c>vb</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChannelValue>))]
public enum ChannelValue
{
    [JsonStringEnumMemberName("number")]
    Number = 0,

    [JsonStringEnumMemberName("bool")]
    Bool,
}
