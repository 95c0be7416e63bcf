using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Forward.NgsiLd;

/// <summary>Answer 207 to a batch (ETSI GS CIM 009 §5.2.16): what went well, and what did not with its reason.</summary>
internal sealed record BatchResult
{
    public List<string> Success { get; init; } = [];

    public List<BatchEntityError> Errors { get; init; } = [];

    /// <summary>Null when the text is none.</summary>
    public static BatchResult? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, BatchJson.Default.BatchResult);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One entity's error (§5.2.17).</summary>
internal sealed record BatchEntityError
{
    public string EntityId { get; init; } = "";

    public Problem? Error { get; init; }
}

/// <summary>RFC 7807.</summary>
internal sealed record Problem
{
    public string? Type { get; init; }

    public string? Title { get; init; }

    public string? Detail { get; init; }

    public int? Status { get; init; }

    /// <summary>Whether the same may pass later: an internal error, or a busy broker.</summary>
    public bool MayPass => Status is >= 500 or 429 || Type?.EndsWith("InternalError", StringComparison.Ordinal) == true;

    public override string ToString() => $"{Status} {Title} {Detail}".Trim();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BatchResult))]
internal sealed partial class BatchJson : JsonSerializerContext;
