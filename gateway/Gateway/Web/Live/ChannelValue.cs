using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Web.Live;

/// <summary>The newest value of a channel. Short names, for there are thousands of them a second.</summary>
/// <param name="Channel">Channel name.</param>
/// <param name="Time">Unix milliseconds.</param>
/// <param name="Value">A number, 0 or 1 for a bool; null when it is a text or missing.</param>
/// <param name="Text">State in words, or the reason why the value is missing.</param>
/// <param name="Unit">UCUM unit where it is not the channel's own.</param>
/// <param name="Flag">QARTOD flag, left out when good.</param>
/// <param name="Tests">Tests that raised the flag.</param>
internal sealed record ChannelValue(
    [property: JsonPropertyName("c")] string Channel,
    [property: JsonPropertyName("t")] long Time,
    [property: JsonPropertyName("v")] double? Value,
    [property: JsonPropertyName("s")] string? Text,
    [property: JsonPropertyName("u")] string? Unit,
    [property: JsonPropertyName("q")] int? Flag,
    [property: JsonPropertyName("f")] IReadOnlyList<string>? Tests);
