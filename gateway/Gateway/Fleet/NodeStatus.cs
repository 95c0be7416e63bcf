using System.Text;
using System.Text.Json;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Ingest;

namespace SmartCity.Gateway.Fleet;

/// <summary>Reads what the registry keeps from a node's status; the text is a stranger's, so anything may be missing or wrong.</summary>
internal static class NodeStatus
{
    private const int MaxVersion = 32;
    private const int MaxReported = 4096;

    public static NodeReport Of(NodeState state)
    {
        var report = new NodeReport { SeenMs = state.LastSeenMs, Reported = state.Reported is { Length: <= MaxReported } told ? Encoding.UTF8.GetString(told.Span) : null };
        if (state.Status is not { } status) return report;
        try
        {
            using var json = JsonDocument.Parse(status);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return report;
            return report with
            {
                Boot = Whole(json.RootElement, "boot") ?? 0,
                Battery = Whole(json.RootElement, "supplyMv") / 1000.0,
                Firmware = json.RootElement.TryGetProperty("firmware", out var version) && version.ValueKind == JsonValueKind.String ? Plain(version.GetString()!) : null,
            };
        }
        catch (JsonException)
        {
            return report;
        }
    }

    /// <summary>What a status says of programs over the air; null when it says nothing, as before version 1.1.</summary>
    public static string? Updates(string? status)
    {
        if (status is null) return null;
        try
        {
            using var json = JsonDocument.Parse(status);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("updates", out var updates) && updates.ValueKind == JsonValueKind.String ? updates.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? Whole(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    // It ends up in tables that people open with other programs.
    private static string? Plain(string version) =>
        version.Length is > 0 and <= MaxVersion && version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+' or '_') && char.IsAsciiLetterOrDigit(version[0]) ? version : null;
}
