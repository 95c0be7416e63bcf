using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Export;

/// <summary>
/// A pack as SenML JSON (RFC 8428) with times made absolute. The first record carries the key <c>site</c>, <c>node</c>,
/// <c>boot</c>, <c>seq</c> and, when the time is not the node's, <c>clock</c>; a record's place in the array is its index.
/// <c>q</c> is the QARTOD flag, left out when good, <c>tests</c> the names of what raised it.
/// </summary>
public sealed class SenmlJsonWriter : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Utf8JsonWriter _json = new(new ArrayBufferWriter<byte>(1), Options);

    public void Write(Pack pack, IBufferWriter<byte> target)
    {
        _json.Reset(target);
        _json.WriteStartArray();
        long baseMs = pack.Count > 0 ? pack.Readings[0].TimeMs : 0;
        for (int i = 0; i < pack.Count; i++)
        {
            _json.WriteStartObject();
            if (i == 0) WriteBase(pack, baseMs);
            WriteReading(pack.Readings[i], baseMs);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.Flush();
    }

    public void Dispose() => _json.Dispose();

    private void WriteBase(Pack pack, long baseMs)
    {
        if (pack.BaseName.Length > 0) _json.WriteString("bn"u8, pack.BaseName);
        _json.WriteNumber("bt"u8, Seconds(baseMs));
        _json.WriteString("site"u8, pack.Site);
        _json.WriteString("node"u8, pack.Node);
        _json.WriteNumber("boot"u8, pack.Boot);
        _json.WriteNumber("seq"u8, pack.Seq);
        if (pack.Basis != TimeBasis.Node) _json.WriteString("clock"u8, ExportNames.Clock(pack.Basis));
    }

    private void WriteReading(in Reading reading, long baseMs)
    {
        _json.WriteString("n"u8, reading.Channel);
        if (reading.Unit != null) _json.WriteString("u"u8, reading.Unit);
        if (reading.Kind == ReadingKind.Number) _json.WriteNumber("v"u8, reading.Number);
        else if (reading.Kind == ReadingKind.Bool) _json.WriteBoolean("vb"u8, reading.Number != 0);
        else _json.WriteString("vs"u8, reading.Text);
        if (reading.TimeMs != baseMs) _json.WriteNumber("t"u8, Seconds(reading.TimeMs - baseMs));
        if (reading.Quality != Quality.Good) _json.WriteNumber("q"u8, reading.Quality);
        if (reading.Tests == 0) return;
        _json.WriteStartArray("tests"u8);
        for (int tests = reading.Tests; tests != 0; tests &= tests - 1) _json.WriteStringValue(ExportNames.Test(tests));
        _json.WriteEndArray();
    }

    // A decimal prints 1732300000.123, where a double could print an exponent.
    private static decimal Seconds(long ms) => ms % 1000 == 0 ? ms / 1000 : ms / 1000m;
}
