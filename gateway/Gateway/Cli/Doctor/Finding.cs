using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Cli.Doctor;

[JsonConverter(typeof(JsonStringEnumConverter<Gravity>))]
internal enum Gravity
{
    /// <summary>Works, and will not for ever.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning = 1,

    /// <summary>Something does not work now.</summary>
    [JsonStringEnumMemberName("fault")]
    Fault = 2,
}

/// <summary>Something that should not be, and what to do about it.</summary>
internal sealed record Finding(Gravity Gravity, string What, string Remedy);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<Finding>))]
internal sealed partial class DoctorJson : JsonSerializerContext;
