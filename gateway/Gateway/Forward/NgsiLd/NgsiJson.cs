using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SmartCity.Pipeline.Export;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Gateway.Forward.NgsiLd;

/// <summary>
/// Entities in the normalised form of ETSI GS CIM 009 (§4.5.1), and in the temporal form (§4.5.6), where each attribute is
/// an array of its instances. The key, the historical mark and the quality are properties of the attribute.
/// </summary>
internal sealed class NgsiJson(string provider, int periodSeconds)
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>An array of entities, each as it was at one time.</summary>
    public byte[] Batch(IEnumerable<NgsiSnapshot> entities)
    {
        using var json = Begin();
        json.WriteStartArray();
        foreach (var entity in entities) Entity(json, entity);
        json.WriteEndArray();
        return End(json);
    }

    /// <summary>One entity over time; the snapshots are all of it.</summary>
    public byte[] Temporal(IReadOnlyList<NgsiSnapshot> snapshots)
    {
        using var json = Begin();
        json.WriteStartObject();
        json.WriteString("id", snapshots[0].Id);
        json.WriteString("type", snapshots[0].Type);
        foreach (var attribute in snapshots.SelectMany(snapshot => snapshot.Attributes, (snapshot, attribute) => (snapshot, attribute)).GroupBy(pair => pair.attribute.Name))
        {
            json.WriteStartArray(attribute.Key);
            foreach (var (snapshot, instance) in attribute) Value(json, snapshot, instance);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        return End(json);
    }

    private void Entity(Utf8JsonWriter json, NgsiSnapshot entity)
    {
        json.WriteStartObject();
        json.WriteString("id", entity.Id);
        json.WriteString("type", entity.Type);
        foreach (var attribute in entity.Attributes)
        {
            json.WritePropertyName(attribute.Name);
            Value(json, entity, attribute);
        }

        if (entity.ControlledProperty is { } channel) Text(json, "controlledProperty", channel);
        if (entity.Unit is { } unit) Text(json, "unit", unit);
        if (entity.Lane is { } lane) Number(json, "laneId", lane);
        Times(json, entity);
        if (entity.Type == "Device")
        {
            Categories(json);
        }
        else
        {
            json.WriteStartObject("refDevice");
            json.WriteString("type", "Relationship");
            json.WriteString("object", entity.Device);
            json.WriteEndObject();
        }

        json.WriteStartObject("location");
        json.WriteString("type", "GeoProperty");
        json.WriteStartObject("value");
        json.WriteString("type", "Point");
        json.WriteStartArray("coordinates");
        json.WriteNumberValue(entity.Place.Longitude);
        json.WriteNumberValue(entity.Place.Latitude);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        Text(json, "dataProvider", provider);
        json.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter json, NgsiSnapshot entity, in NgsiAttribute attribute)
    {
        json.WriteStartObject();
        json.WriteString("type", "Property");
        if (attribute.Text is { } text) json.WriteString("value", text);
        else json.WriteNumber("value", attribute.Number);
        if (attribute.UnitCode is { } unit) json.WriteString("unitCode", unit);
        json.WriteString("observedAt", Time(entity.TimeMs));
        Text(json, "readingKey", attribute.Key);
        if (attribute.Quality != Quality.Good) Number(json, "quality", attribute.Quality);
        if (entity.Historical)
        {
            json.WriteStartObject("historical");
            json.WriteString("type", "Property");
            json.WriteBoolean("value", true);
            json.WriteEndObject();
        }

        if (entity.Basis != TimeBasis.Node) Text(json, "clock", entity.Basis switch { TimeBasis.Arrival => "arrival", TimeBasis.Repaired => "repaired", _ => "unknown" });
        json.WriteEndObject();
    }

    private void Times(Utf8JsonWriter json, NgsiSnapshot entity)
    {
        Date(json, "dateObserved", entity.TimeMs);
        if (entity.Type != "NoiseLevelObserved") return;
        Date(json, "dateObservedFrom", entity.TimeMs - (periodSeconds * 1000L));
        Date(json, "dateObservedTo", entity.TimeMs);
    }

    private static void Categories(Utf8JsonWriter json)
    {
        json.WriteStartObject("deviceCategory");
        json.WriteString("type", "Property");
        json.WriteStartArray("value");
        json.WriteStringValue("sensor");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Date(Utf8JsonWriter json, string name, long unixMs)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "Property");
        json.WriteStartObject("value");
        json.WriteString("@type", "DateTime");
        json.WriteString("@value", Time(unixMs));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "Property");
        json.WriteString("value", value);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "Property");
        json.WriteNumber("value", value);
        json.WriteEndObject();
    }

    private static string Time(long unixMs)
    {
        Span<byte> time = stackalloc byte[Rfc3339.Length];
        Rfc3339.Format(unixMs, time);
        return Encoding.ASCII.GetString(time);
    }

    private Utf8JsonWriter Begin()
    {
        _buffer.ResetWrittenCount();
        return new Utf8JsonWriter(_buffer, Options);
    }

    private byte[] End(Utf8JsonWriter json)
    {
        json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }
}
