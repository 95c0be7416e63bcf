using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Forward.SensorThings;

/// <summary>Answer to a JSON batch: one for each request, by its id; requests that were not carried out have none.</summary>
internal sealed record BatchAnswer
{
    public List<BatchPart> Responses { get; init; } = [];

    /// <summary>Null when the text is none.</summary>
    public static BatchAnswer? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, BatchAnswerJson.Default.BatchAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record BatchPart
{
    public string Id { get; init; } = "";

    public int Status { get; init; }

    public JsonElement? Body { get; init; }

    public override string ToString() => $"{Status} {Body}".Trim();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BatchAnswer))]
internal sealed partial class BatchAnswerJson : JsonSerializerContext;
