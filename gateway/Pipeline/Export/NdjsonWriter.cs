using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Export;

/// <summary>
/// Readings as lines of JSON, one object a reading:
/// <c>{"site","node","boot","seq","index","time","clock"?,"lane"?,"channel","unit"?,"value"|"state"|"missing","quality"?,"tests"?,"historical"?}</c>.
/// <c>(site, node, boot, seq, index)</c> is the reading's key. <c>time</c> is RFC 3339 in UTC; <c>clock</c> says where it
/// comes from when not from the node's own clock. Left out: <c>quality</c> 1, <c>lane</c> data, a unit that is the channel's own.
/// </summary>
public sealed class NdjsonWriter : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Utf8JsonWriter _json = new(new ArrayBufferWriter<byte>(1), Options);

    /// <summary>Appends a line for every reading of the pack; <c>historical</c> is written only when true.</summary>
    public void Write(Pack pack, IBufferWriter<byte> target, bool historical = false)
    {
        for (int i = 0; i < pack.Count; i++)
        {
            _json.Reset(target);
            Write(pack, i, historical);
            _json.Flush();
            var end = target.GetSpan(1);
            end[0] = (byte)'\n';
            target.Advance(1);
        }
    }

    public void Dispose() => _json.Dispose();

    private void Write(Pack pack, int index, bool historical)
    {
        ref readonly var reading = ref pack.Readings[index];
        _json.WriteStartObject();
        _json.WriteString("site"u8, pack.Site);
        _json.WriteString("node"u8, pack.Node);
        _json.WriteNumber("boot"u8, pack.Boot);
        _json.WriteNumber("seq"u8, pack.Seq);
        _json.WriteNumber("index"u8, pack.IndexOf(index));
        Span<byte> time = stackalloc byte[Rfc3339.Length];
        Rfc3339.Format(reading.TimeMs, time);
        _json.WriteString("time"u8, time);
        if (pack.Basis != TimeBasis.Node) _json.WriteString("clock"u8, ExportNames.Clock(pack.Basis));
        if (pack.IsEvent) _json.WriteString("lane"u8, "event"u8);
        _json.WriteString("channel"u8, reading.Channel);
        if (reading.Unit != null) _json.WriteString("unit"u8, reading.Unit);
        switch (reading.Kind)
        {
            case ReadingKind.Number:
                _json.WriteNumber("value"u8, reading.Number);
                break;
            case ReadingKind.Bool:
                _json.WriteBoolean("value"u8, reading.Number != 0);
                break;
            case ReadingKind.Text:
                _json.WriteString("state"u8, reading.Text);
                break;
            default:
                _json.WriteString("missing"u8, reading.Text);
                break;
        }

        if (reading.Quality != Quality.Good) _json.WriteNumber("quality"u8, reading.Quality);
        if (reading.Tests != 0) WriteTests(reading.Tests);
        if (historical) _json.WriteBoolean("historical"u8, true);
        _json.WriteEndObject();
    }

    private void WriteTests(int tests)
    {
        _json.WriteStartArray("tests"u8);
        for (; tests != 0; tests &= tests - 1) _json.WriteStringValue(ExportNames.Test(tests));
        _json.WriteEndArray();
    }
}
