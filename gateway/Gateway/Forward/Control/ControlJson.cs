using System.Text.Json.Serialization;
using SmartCity.Gateway.Forward.DeadLetters;
using SmartCity.Gateway.Forward.Engine;

namespace SmartCity.Gateway.Forward.Control;

/// <summary>What the running gateway answers: the sinks as they stand, or how many dead letters will be sent again.</summary>
internal sealed record ControlAnswer(IReadOnlyList<SinkSnapshot>? Sinks, int? Replaying, string? Fault);

/// <summary>Source-generated form of the answers and of what the command line prints.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ControlAnswer))]
[JsonSerializable(typeof(DeadLetter))]
internal sealed partial class ControlJson : JsonSerializerContext;
