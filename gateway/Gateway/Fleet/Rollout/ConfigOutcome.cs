using System.Text.Json;

namespace SmartCity.Gateway.Fleet.Rollout;

/// <summary>How far a node is with a desired configuration.</summary>
internal enum ConfigProgress
{
    /// <summary>It has said nothing of it yet, or tries it.</summary>
    Waiting = 0,

    /// <summary>In force, and the gateway was reached with it.</summary>
    InForce,

    /// <summary>Refused, or undone because the gateway was not reached with it.</summary>
    Refused,
}

/// <summary>What a node's <c>config/reported</c> says of a version, and what it found wrong, by key.</summary>
internal readonly record struct ConfigOutcome(ConfigProgress Progress, string Text)
{
    /// <param name="reported">Payload of <c>config/reported</c>; null: none yet.</param>
    /// <param name="version">The version that was sent.</param>
    /// <param name="since">True when the payload came after that version was sent: a refusal does not name what it refuses.</param>
    public static ConfigOutcome Of(string? reported, long version, bool since)
    {
        if (reported is null) return new ConfigOutcome(ConfigProgress.Waiting, "nothing reported");
        try
        {
            using var json = JsonDocument.Parse(reported);
            var root = json.RootElement;
            var state = Word(root, "state");
            if (Whole(root, "version") == version) return new ConfigOutcome(state == "in-force" ? ConfigProgress.InForce : ConfigProgress.Waiting, state);
            if (state == "rolled-back" && Whole(root, "failed") == version) return new ConfigOutcome(ConfigProgress.Refused, "undone: the gateway was not reached with it");
            return state == "rejected" && since ? new ConfigOutcome(ConfigProgress.Refused, "rejected: " + Faults(root)) : new ConfigOutcome(ConfigProgress.Waiting, state);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new ConfigOutcome(ConfigProgress.Waiting, "what it reports is no report");
        }
    }

    /// <summary>Version of what is in force by the report; 0 when it does not say.</summary>
    public static long VersionOf(string? reported)
    {
        if (reported is null) return 0;
        try
        {
            using var json = JsonDocument.Parse(reported);
            return Math.Max(Whole(json.RootElement, "version"), Whole(json.RootElement, "failed"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return 0;
        }
    }

    private static string Faults(JsonElement root)
    {
        if (Word(root, "error") is { Length: > 0 } error) return error;
        if (!root.TryGetProperty("results", out var results) || results.ValueKind != JsonValueKind.Object) return "no reason given";
        return string.Join("; ", results.EnumerateObject().Where(key => key.Value.ToString() != "ok").Select(key => key.Value.ToString()));
    }

    private static string Word(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static long Whole(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;
}
