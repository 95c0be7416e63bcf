using System.Text.Json.Serialization;
using SmartCity.Gateway.Forward.DeadLetters;
using SmartCity.Gateway.Forward.Engine;

namespace SmartCity.Gateway.Forward.Control;

/// <summary>What the running gateway answers: the sinks as they stand, or how many records will be sent again.</summary>
internal sealed record ControlAnswer(IReadOnlyList<SinkSnapshot>? Sinks, long? Replaying, string? Fault);

/// <summary>What <c>replay --json</c> prints: the span in Unix milliseconds, its end exclusive, and how many records go again.</summary>
internal sealed record ReplayAnswer(string Sink, long FromMs, long ToMs, long Records);

/// <summary>Source-generated form of the answers and of what the command line prints.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ControlAnswer))]
[JsonSerializable(typeof(ReplayAnswer))]
[JsonSerializable(typeof(DeadLetter))]
internal sealed partial class ControlJson : JsonSerializerContext;
