using System.Globalization;
using System.Text.Json;

namespace SmartCity.Gateway.Config;

/// <summary>The schema's demands and a value's nature, in words for an error message.</summary>
internal static class SchemaWords
{
    /// <summary>True when the value is of that JSON Schema type; an absent type takes all.</summary>
    public static bool Is(ConfigNode value, string? type) => type switch
    {
        null => true,
        "object" => value.Kind == JsonTokenType.StartObject,
        "array" => value.Kind == JsonTokenType.StartArray,
        "string" => value.Kind == JsonTokenType.String,
        "boolean" => value.Kind is JsonTokenType.True or JsonTokenType.False,
        "number" => value.Kind == JsonTokenType.Number,
        "integer" => value.Kind == JsonTokenType.Number && long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ => throw new InvalidOperationException("the schema has a type the check does not know: " + type),
    };

    public static string Expected(ConfigNode rule)
    {
        if (rule["const"] is { } only) return $"\"{only.Text}\"";
        if (rule["enum"] is { } some) return "one of " + string.Join(", ", some.Items.Select(item => $"\"{item.Text}\""));
        return rule["type"]?.Text switch
        {
            "integer" => "a whole number" + Range(rule["minimum"], rule["maximum"]),
            "number" => "a number" + Range(rule["minimum"], rule["maximum"]),
            "boolean" => "true or false",
            "string" when rule["pattern"] is { } pattern => "text of the form " + pattern.Text,
            "string" => "text" + (rule["minLength"] is null && rule["maxLength"] is null ? "" : " of a length" + Range(rule["minLength"], rule["maxLength"])),
            "array" => "a list" + (rule["minItems"] is null && rule["maxItems"] is null ? "" : " with a number of entries" + Range(rule["minItems"], rule["maxItems"])),
            _ => "an object",
        };
    }

    /// <summary>The value, unless it is long, no single line, or a secret (<c>writeOnly</c> in the schema), which no message may repeat.</summary>
    public static string Found(ConfigNode value, ConfigNode rule) => value.Kind switch
    {
        _ when rule["writeOnly"] is not null => "something else",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.Null => "null",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Number => value.Text,
        _ when value.Text.Length > 64 || value.Text.Any(char.IsControl) => "other text",
        _ => $"\"{value.Text}\"",
    };

    private static string Range(ConfigNode? least, ConfigNode? most) => (least, most) switch
    {
        (null, null) => "",
        ({ } from, null) => " of at least " + from.Text,
        (null, { } to) => " of at most " + to.Text,
        ({ } from, { } to) => $" from {from.Text} to {to.Text}",
    };
}
