using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmartCity.Pipeline.Config;

/// <summary>
/// Generated (de)serialisation of the options: camelCase, unknown keys are errors. Optional members have setters because
/// generated code gives init-only ones default(T) where the key is absent, not their initial value.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowOutOfOrderMetadataProperties = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PipelineOptions))]
public sealed partial class PipelineJson : JsonSerializerContext;
