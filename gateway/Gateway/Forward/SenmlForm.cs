using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Forward;

/// <summary>Form of a SenML payload.</summary>
internal enum SenmlForm
{
    [JsonStringEnumMemberName("json")]
    Json,

    [JsonStringEnumMemberName("cbor")]
    Cbor,
}
