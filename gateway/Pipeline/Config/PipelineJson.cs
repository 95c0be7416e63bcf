using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmartCity.Pipeline.Config;

/// <summary>Generated (de)serialisation of the options: camelCase, unknown keys are errors.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowOutOfOrderMetadataProperties = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PipelineOptions))]
public sealed partial class PipelineJson : JsonSerializerContext;
