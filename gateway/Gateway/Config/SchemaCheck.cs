using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SmartCity.Gateway.Config;

/// <summary>
/// Holds a configuration against <c>gateway.schema.json</c>: the part of JSON Schema 2020-12 that file uses. The schema
/// is what editors complete from, what the handbook shows and what the gateway enforces: one text, no second opinion.
/// </summary>
internal sealed class SchemaCheck(ConfigNode schema, string file, List<ConfigError> errors)
{
    /// <summary>Keywords that decide; every other one of the schema is a word to the reader.</summary>
    public static readonly IReadOnlyCollection<string> Enforced =
    [
        "$ref", "type", "const", "enum", "minimum", "maximum", "minLength", "maxLength", "pattern",
        "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "oneOf",
    ];

    public void Check(ConfigNode value) => Check(value, schema);

    /// <summary>Holds a value against one of the schema's definitions.</summary>
    public void Check(ConfigNode value, string definition) => Check(value, schema["$defs"]![definition]!);

    private void Check(ConfigNode value, ConfigNode rule)
    {
        rule = Resolve(rule);
        if (rule["oneOf"] is { } variants)
        {
            CheckVariant(value, variants);
        }
        else if (!SchemaWords.Is(value, rule["type"]?.Text) || !Scalar(value, rule))
        {
            Add(value, $"expected {SchemaWords.Expected(rule)}, found {SchemaWords.Found(value, rule)}");
        }
        else if (value.Kind == JsonTokenType.StartObject)
        {
            CheckMembers(value, rule);
        }
        else if (value.Kind == JsonTokenType.StartArray)
        {
            if (!Within(value.Items.Count, rule["minItems"], rule["maxItems"])) Add(value, $"expected {SchemaWords.Expected(rule)}, found {value.Items.Count}");
            foreach (var item in value.Items) Check(item, rule["items"]!);
        }
    }

    private void CheckMembers(ConfigNode value, ConfigNode rule)
    {
        var known = rule["properties"]?.Members ?? [];
        foreach (var (name, member) in value.Members)
        {
            if (known.TryGetValue(name, out var memberRule)) Check(member, memberRule);
            else Add(member, $"unknown key; expected one of {string.Join(", ", known.Keys)}");
        }

        foreach (var name in rule["required"]?.Items ?? [])
        {
            if (!value.Members.ContainsKey(name.Text)) Add(value, $"the key {name.Text} is missing");
        }
    }

    // Objects of several kinds are told apart by "type", as a "const" in each variant.
    private void CheckVariant(ConfigNode value, ConfigNode variants)
    {
        var kind = value["type"];
        var names = new List<string>();
        foreach (var variant in variants.Items.Select(Resolve))
        {
            var name = variant["properties"]!["type"]!["const"]!.Text;
            if (kind is { Kind: JsonTokenType.String } && kind.Text == name)
            {
                Check(value, variant);
                return;
            }

            names.Add($"\"{name}\"");
        }

        Add(kind ?? value, $"expected an object with \"type\" one of {string.Join(", ", names)}");
    }

    private static bool Scalar(ConfigNode value, ConfigNode rule)
    {
        if (rule["const"] is { } only && value.Text != only.Text) return false;
        if (rule["enum"] is { } some && some.Items.TrueForAll(item => item.Text != value.Text)) return false;
        if (value.Kind == JsonTokenType.Number)
        {
            return Within(double.Parse(value.Text, CultureInfo.InvariantCulture), rule["minimum"], rule["maximum"]);
        }

        if (value.Kind != JsonTokenType.String) return true;
        return Within(value.Text.Length, rule["minLength"], rule["maxLength"])
            && (rule["pattern"] is not { } pattern || Regex.IsMatch(value.Text, ToTheEnd(pattern.Text), RegexOptions.CultureInvariant));
    }

    // In a JSON Schema $ is the end (ECMA-262); here it would let a line feed behind it pass.
    private static string ToTheEnd(string pattern) => pattern.EndsWith('$') ? pattern[..^1] + @"\z" : pattern;

    private static bool Within(double number, ConfigNode? least, ConfigNode? most) =>
        (least is null || number >= double.Parse(least.Text, CultureInfo.InvariantCulture))
        && (most is null || number <= double.Parse(most.Text, CultureInfo.InvariantCulture));

    private ConfigNode Resolve(ConfigNode rule) =>
        rule["$ref"] is { } reference ? schema["$defs"]![reference.Text["#/$defs/".Length..]]! : rule;

    private void Add(ConfigNode at, string message) => errors.Add(new ConfigError(file, at.Line, at.Column, at.Path, message));
}
