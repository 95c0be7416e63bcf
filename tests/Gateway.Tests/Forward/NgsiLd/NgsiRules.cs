using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SmartCity.Gateway.Tests.Forward.NgsiLd;

/// <summary>Structure of entities by ETSI GS CIM 009: §4.5.1 normalised, §4.5.6 temporal, §4.6.2 names, §4.6.3 times, §4.7 places.</summary>
internal static partial class NgsiRules
{
    public static bool IsContextLink(string link) => Link().IsMatch(link);

    /// <summary>What is wrong with an entity, or null.</summary>
    public static string? FaultOf(JsonObject entity, bool temporal)
    {
        if (entity["id"]?.GetValueKind() != JsonValueKind.String || !Uri.TryCreate(entity["id"]!.ToString(), UriKind.Absolute, out _)) return "an id that is a URI";
        if (entity["type"]?.GetValueKind() != JsonValueKind.String) return "a type";
        if (entity.ContainsKey("@context")) return "no @context beside a Link header";
        foreach (var (name, attribute) in entity)
        {
            if (name is "id" or "type") continue;
            if (!Name().IsMatch(name)) return $"{name}: not a name";
            if (temporal != attribute is JsonArray) return $"{name}: instances in an array when temporal, one when not";
            foreach (var instance in attribute is JsonArray array ? array.ToArray() : [attribute])
            {
                if (FaultOfAttribute(name, instance, temporal) is { } fault) return fault;
            }
        }

        return null;
    }

    private static string? FaultOfAttribute(string name, JsonNode? attribute, bool timed)
    {
        if (attribute is not JsonObject property) return $"{name}: not an object";
        if (property["observedAt"] is { } at && !IsTime(at.ToString())) return $"{name}: observedAt is not a UTC time";
        if (timed && !property.ContainsKey("observedAt")) return $"{name}: an instance without its time";
        var fault = property["type"]?.ToString() switch
        {
            "Property" => ValueFault(property["value"]),
            "Relationship" => Uri.TryCreate(property["object"]?.ToString(), UriKind.Absolute, out _) && !property.ContainsKey("value") ? null : "object is a URI",
            "GeoProperty" => property["value"]?["type"]?.ToString() == "Point" && property["value"]!["coordinates"] is JsonArray { Count: 2 } point
                && Math.Abs(point[0]!.GetValue<double>()) <= 180 && Math.Abs(point[1]!.GetValue<double>()) <= 90 ? null : "a GeoJSON point, longitude first",
            var type => $"type {type}",
        };
        if (fault is not null) return $"{name}: {fault}";
        foreach (var (sub, value) in property)
        {
            if (sub is "type" or "value" or "object" or "observedAt" or "unitCode" or "datasetId") continue;
            if (FaultOfAttribute($"{name}.{sub}", value, timed: false) is { } inner) return inner;
        }

        return null;
    }

    private static string? ValueFault(JsonNode? value)
    {
        if (value is null) return "no value, and null is none";
        if (value is JsonObject typed && typed.ContainsKey("@value")) return typed["@type"]?.ToString() == "DateTime" && IsTime(typed["@value"]!.ToString()) ? null : "not a DateTime";
        return null;
    }

    private static bool IsTime(string text) => text.EndsWith('Z') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _);

    [GeneratedRegex("^<https?://[^>]+>; rel=\"http://www\\.w3\\.org/ns/json-ld#context\"; type=\"application/ld\\+json\"$")]
    private static partial Regex Link();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$")]
    private static partial Regex Name();
}
