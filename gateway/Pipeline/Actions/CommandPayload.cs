using System.Buffers;
using System.Text.Json;

namespace SmartCity.Pipeline.Actions;

/// <summary>A command and its answer as they stand on the topics <c>cmd</c> and <c>cmd/result</c>.</summary>
public static class CommandPayload
{
    /// <summary><c>{"id":"…","cmd":"valve","name":"v1","state":"closed","for":60}</c>.</summary>
    public static byte[] Write(ActionStep step)
    {
        var target = new ArrayBufferWriter<byte>(128);
        using var json = new Utf8JsonWriter(target);
        json.WriteStartObject();
        json.WriteString("id"u8, step.Id);
        json.WriteString("cmd"u8, step.Name);
        if (step.Output != null) json.WriteString("name"u8, step.Output);
        if (step.State != null) json.WriteString("state"u8, step.State);
        if (step.ForSeconds > 0) json.WriteNumber("for"u8, step.ForSeconds);
        json.WriteEndObject();
        json.Flush();
        return target.WrittenSpan.ToArray();
    }

    /// <summary>Reads <c>{"id":"…","ok":true,"detail":"…"}</c>; false when it is none.</summary>
    public static bool TryReadAnswer(ReadOnlyMemory<byte> payload, out string id, out bool done, out string? detail)
    {
        (id, done, detail) = ("", false, null);
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return false;
            if (!root.TryGetProperty("id"u8, out var name) || name.ValueKind != JsonValueKind.String) return false;
            if (!root.TryGetProperty("ok"u8, out var ok) || ok.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return false;
            id = name.GetString()!;
            done = ok.GetBoolean();
            if (root.TryGetProperty("detail"u8, out var text) && text.ValueKind == JsonValueKind.String) detail = text.GetString();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
