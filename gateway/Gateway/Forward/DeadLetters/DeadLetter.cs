using System.Text.Json.Serialization;
using SmartCity.Journal;

namespace SmartCity.Gateway.Forward.DeadLetters;

/// <summary>
/// A record a receiver refused for good, as kept on the disk: one JSON object a line. With <see cref="Resolved"/> the
/// line says instead that the entry of that number was replayed, or thrown away by a person.
/// </summary>
internal sealed record DeadLetter
{
    public long? Resolved { get; init; }

    /// <summary>Number within the store, from 0, never reused while the store holds anything.</summary>
    public long Id { get; init; }

    /// <summary>Unix milliseconds of the refusal.</summary>
    public long AtMs { get; init; }

    public string? Reason { get; init; }

    /// <summary><c>site/node/boot/seq</c>, or null when the record could not be read.</summary>
    public string? Key { get; init; }

    public Lane Lane { get; init; }

    public long Sequence { get; init; }

    public byte Type { get; init; }

    public long JournaledMs { get; init; }

    /// <summary>The journal's own bytes (base64 in the file).</summary>
    public byte[]? Payload { get; init; }
}

/// <summary>Source-generated form of the store's lines.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(DeadLetter))]
internal sealed partial class DeadLetterJson : JsonSerializerContext;
