using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SmartCity.Pipeline.Model;

namespace SmartCity.Pipeline.Export;

/// <summary>
/// Losses and windows as lines of JSON beside those of <see cref="NdjsonWriter"/>:
/// <c>{"loss":cause,"site","node"?,"boot"?,"ranges":[[from,to]…],"packs","readings"?,"why"?,"time","key"}</c>, ranges inclusive, and
/// a line a channel of <c>{"window":seconds,"site","node","time","channel","unit"?,"count","values","min"?,"max"?,"mean"?,"key"}</c>.
/// </summary>
public sealed class NoteLines : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Utf8JsonWriter _json = new(new ArrayBufferWriter<byte>(1), Options);

    /// <summary>Appends the line of a loss; <paramref name="pack"/> is the loss as a pack, whose key it carries.</summary>
    public void Write(Loss loss, Pack pack, IBufferWriter<byte> target)
    {
        _json.Reset(target);
        _json.WriteStartObject();
        _json.WriteString("loss"u8, loss.CauseName);
        _json.WriteString("site"u8, loss.Site);
        if (loss.Node.Length > 0) _json.WriteString("node"u8, loss.Node);
        if (loss.Boot is { } boot) _json.WriteNumber("boot"u8, boot);
        _json.WriteStartArray("ranges"u8);
        foreach (var range in loss.Ranges)
        {
            _json.WriteStartArray();
            _json.WriteNumberValue(range.From);
            _json.WriteNumberValue(range.To);
            _json.WriteEndArray();
        }

        _json.WriteEndArray();
        _json.WriteNumber("packs"u8, loss.Packs);
        if (loss.Readings is { } readings) _json.WriteNumber("readings"u8, readings);
        if (loss.Why is { } why) _json.WriteString("why"u8, why);
        End(loss.AtMs, pack, target);
    }

    /// <summary>Appends a line for each channel.</summary>
    public void Write(WindowSet windows, Pack pack, IBufferWriter<byte> target)
    {
        foreach (var channel in windows.Channels)
        {
            _json.Reset(target);
            _json.WriteStartObject();
            _json.WriteNumber("window"u8, windows.Seconds);
            _json.WriteString("site"u8, windows.Site);
            _json.WriteString("node"u8, windows.Node);
            _json.WriteString("channel"u8, channel.Channel);
            if (channel.Unit != null) _json.WriteString("unit"u8, channel.Unit);
            _json.WriteNumber("count"u8, channel.Count);
            _json.WriteNumber("values"u8, channel.Values);
            if (channel.Values > 0)
            {
                _json.WriteNumber("min"u8, channel.Min);
                _json.WriteNumber("max"u8, channel.Max);
                _json.WriteNumber("mean"u8, channel.Mean);
            }

            End(windows.FromMs, pack, target);
        }
    }

    public void Dispose() => _json.Dispose();

    private void End(long timeMs, Pack pack, IBufferWriter<byte> target)
    {
        Span<byte> time = stackalloc byte[Rfc3339.Length];
        Rfc3339.Format(timeMs, time);
        _json.WriteString("time"u8, time);
        _json.WriteString("key"u8, PackKey.Of(pack).ToString());
        _json.WriteEndObject();
        _json.Flush();
        var end = target.GetSpan(1);
        end[0] = (byte)'\n';
        target.Advance(1);
    }
}
