using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SmartCity.Pipeline.Export;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Forward.SensorThings;

/// <summary>One observation on its way: a reading of a record, for a datastream.</summary>
internal readonly record struct Observation(int Record, int Index, string Datastream, bool Historical);

/// <summary>Writes entities and requests of the SensorThings API.</summary>
internal sealed class StaJson
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>An entity with <c>name</c>, <c>description</c> and <c>properties/key</c>, and what <paramref name="more"/> adds.</summary>
    public byte[] Entity(string name, string description, string key, Action<Utf8JsonWriter> more)
    {
        using var json = Begin();
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("description", description);
        json.WriteStartObject("properties");
        json.WriteString("key", key);
        json.WriteEndObject();
        more(json);
        json.WriteEndObject();
        return End(json);
    }

    /// <summary>A JSON batch (OData JSON Format 4.01 §19) of observations; ids are their places.</summary>
    public byte[] Batch(IReadOnlyList<Observation> observations, SinkBatch batch)
    {
        using var json = Begin();
        json.WriteStartObject();
        json.WriteStartArray("requests");
        for (var i = 0; i < observations.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("id", i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("method", "post");
            json.WriteString("url", "Observations");
            json.WritePropertyName("body");
            Write(json, observations[i], batch[observations[i].Record].Pack);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return End(json);
    }

    public byte[] Single(Observation observation, Pack pack)
    {
        using var json = Begin();
        Write(json, observation, pack);
        return End(json);
    }

    /// <summary>An id as the server wrote it, a number or a string with its quotes.</summary>
    public static void Reference(Utf8JsonWriter json, string name, string id)
    {
        json.WriteStartObject(name);
        json.WritePropertyName("@iot.id");
        json.WriteRawValue(id);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Observation observation, Pack pack)
    {
        ref readonly var reading = ref pack.Readings[observation.Index];
        json.WriteStartObject();
        json.WriteString("phenomenonTime", Time(reading.TimeMs));
        json.WriteString("resultTime", Time(reading.TimeMs));
        switch (reading.Kind)
        {
            case ReadingKind.Number:
                json.WriteNumber("result", reading.Number);
                break;
            case ReadingKind.Bool:
                json.WriteBoolean("result", reading.Number != 0);
                break;
            case ReadingKind.Text:
                json.WriteString("result", reading.Text);
                break;
            default:
                json.WriteNull("result");
                break;
        }

        // DQ_Element is what the standard names for resultQuality; servers keep any JSON, and QARTOD's flag is one number.
        json.WriteStartObject("resultQuality");
        json.WriteString("nameOfMeasure", "QARTOD flag");
        json.WriteNumber("value", reading.Quality);
        json.WriteEndObject();
        json.WriteStartObject("parameters");
        json.WriteString("key", $"{PackKey.Of(pack)}/{pack.IndexOf(observation.Index)}");
        json.WriteBoolean("historical", observation.Historical);
        if (pack.IsEvent) json.WriteString("lane", "event");
        if (reading.Kind == ReadingKind.Missing) json.WriteString("missing", reading.Text);
        if (pack.Basis != TimeBasis.Node) json.WriteString("clock", pack.Basis switch { TimeBasis.Arrival => "arrival", TimeBasis.Repaired => "repaired", _ => "unknown" });
        json.WriteEndObject();
        Reference(json, "Datastream", observation.Datastream);
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
