using System.Text.Json.Serialization;
using SmartCity.Journal;

namespace SmartCity.Gateway.Forward.Files;

/// <summary>Sequences of one lane, from inclusive, to exclusive.</summary>
internal readonly record struct SequenceSpan(Lane Lane, long From, long To);

/// <summary>
/// One line of the side record: the file is good up to <paramref name="Length"/> bytes, was begun at
/// <paramref name="BegunMs"/>, and these sequences of that journal are written, in it or in one before it.
/// </summary>
internal sealed record PositionNote(string Journal, long Length, long BegunMs, List<SequenceSpan> Written);

/// <summary>Source-generated form of the side record.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PositionNote))]
internal sealed partial class PositionJson : JsonSerializerContext;
