using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Config;

/// <summary>Source-generated reading of the configuration file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    AllowOutOfOrderMetadataProperties = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(GatewayOptions))]
internal sealed partial class ConfigJson : JsonSerializerContext;
