using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Forward.Hj212;

/// <summary>Edition of the standard; the number is its version in the Flag field (HJ 212-2025 table 3).</summary>
internal enum Hj212Version
{
    [JsonStringEnumMemberName("2017")]
    V2017 = 1,

    [JsonStringEnumMemberName("2025")]
    V2025 = 2,
}
