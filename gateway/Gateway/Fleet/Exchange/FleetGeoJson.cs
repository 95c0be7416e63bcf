using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Wire;

namespace SmartCity.Gateway.Fleet.Exchange;

/// <summary>
/// Sites and nodes as a GeoJSON FeatureCollection (RFC 7946): points, or a null geometry where the place is not known;
/// <c>properties.kind</c> is <c>site</c> or <c>node</c>.
/// </summary>
internal static class FleetGeoJson
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IEnumerable<FleetSite> sites, IEnumerable<FleetNode> nodes)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Layout))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var site in sites) Feature(json, site.Position, "site", ("site", site.Site), ("name", site.Name), ("notes", site.Notes));
            foreach (var node in nodes)
            {
                Feature(
                    json, node.Position, "node", ("site", node.Site), ("node", node.Node), ("board", node.Board), ("profile", node.Profile),
                    ("owner", node.Owner), ("notes", node.Notes), ("firmware", node.Report.Firmware));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    /// <exception cref="FormatException">The text is not such a collection; the message says which feature and why.</exception>
    public static (IReadOnlyList<FleetSite> Sites, IReadOnlyList<FleetNode> Nodes) Read(ReadOnlyMemory<byte> utf8)
    {
        var (sites, nodes) = (new List<FleetSite>(), new List<FleetNode>());
        try
        {
            using var json = JsonDocument.Parse(utf8);
            var index = 0;
            foreach (var feature in json.RootElement.GetProperty("features").EnumerateArray())
            {
                var where = $"feature {index++}";
                var properties = feature.GetProperty("properties");
                var position = Position(feature.GetProperty("geometry"), where);
                var site = Level(properties, "site", where);
                if (Text(properties, "kind") == "site") sites.Add(new FleetSite { Site = site, Name = Text(properties, "name"), Position = position, Notes = Text(properties, "notes") });
                else nodes.Add(Node(properties, site, Level(properties, "node", where), position));
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("not a FeatureCollection of points with properties: " + e.Message, e);
        }

        return (sites, nodes);
    }

    private static FleetNode Node(JsonElement properties, string site, string node, GeoPosition? position) => new()
    {
        Site = site,
        Node = node,
        Position = position,
        Board = Text(properties, "board"),
        Profile = Text(properties, "profile"),
        Owner = Text(properties, "owner"),
        Notes = Text(properties, "notes"),
    };

    private static void Feature(Utf8JsonWriter json, GeoPosition? position, string kind, params ReadOnlySpan<(string Name, string? Value)> properties)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        if (position is { } at)
        {
            // RFC 7946 §3.1.1: longitude first.
            json.WriteStartObject("geometry");
            json.WriteString("type", "Point");
            json.WriteStartArray("coordinates");
            json.WriteNumberValue(at.Longitude);
            json.WriteNumberValue(at.Latitude);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("geometry");
        }

        json.WriteStartObject("properties");
        json.WriteString("kind", kind);
        foreach (var (name, value) in properties)
        {
            if (value is not null) json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static GeoPosition? Position(JsonElement geometry, string where)
    {
        if (geometry.ValueKind == JsonValueKind.Null) return null;
        var at = geometry.GetProperty("coordinates");
        var position = new GeoPosition(at[1].GetDouble(), at[0].GetDouble());
        if (geometry.GetProperty("type").GetString() != "Point" || !GeoText.IsOnEarth(position)) throw new FormatException($"{where}: expected a point on earth, longitude first");
        return position;
    }

    private static string Level(JsonElement properties, string name, string where) =>
        Text(properties, name) is { } level && Topics.IsLevel(level) ? level : throw new FormatException($"{where}: expected {name} of the form [a-z0-9-]{{1,32}}");

    private static string? Text(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
