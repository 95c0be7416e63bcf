using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;

namespace SmartCity.Pipeline.Records;

/// <summary>
/// A <see cref="WindowSet"/> as the payload of a journal record, in the manner of <see cref="PackRecord"/>:
/// <code>
/// version 1 | gateway | site | node | from ms (signed) | seconds | source | count of channels
/// | for each: channel | unit, may be empty | count | values | min, max, mean (8 bytes each), if there are values
/// | count of sinks | sinks
/// </code>
/// </summary>
public static class WindowRecord
{
    /// <summary>The journal's record type of windows.</summary>
    public const byte RecordType = 3;

    /// <summary>Channels of one record at most; more of them are more records.</summary>
    public const int MaxChannels = 128;

    /// <summary>Bytes that hold so many channels with names within the limits of the contract.</summary>
    public const int MaxBytes = 32 * 1024;

    private const byte Version = 1;

    /// <summary>Writes the windows; false when they do not fit <paramref name="target"/>.</summary>
    public static bool TryWrite(WindowSet windows, Span<byte> target, out int written)
    {
        var writer = new RecordWriter(target);
        writer.Byte(Version);
        writer.Text(windows.Gateway);
        writer.Text(windows.Site);
        writer.Text(windows.Node);
        writer.Signed(windows.FromMs);
        writer.Unsigned((ulong)windows.Seconds);
        writer.Unsigned((ulong)windows.Source);
        writer.Unsigned((ulong)windows.Channels.Count);
        foreach (var channel in windows.Channels)
        {
            writer.Text(channel.Channel);
            writer.Text(channel.Unit ?? "");
            writer.Unsigned((ulong)channel.Count);
            writer.Unsigned((ulong)channel.Values);
            if (channel.Values == 0) continue;
            writer.Double(channel.Min);
            writer.Double(channel.Max);
            writer.Double(channel.Mean);
        }

        NoteSinks.Write(ref writer, windows.Sinks);
        written = writer.Length;
        return !writer.Overflow && windows.Channels.Count <= MaxChannels;
    }

    /// <summary>The windows, or null with what is wrong with the bytes.</summary>
    public static WindowSet? Read(ReadOnlySpan<byte> source, StringCache strings, out DecodeError error)
    {
        var reader = new RecordReader(source);
        if (reader.Byte() != Version) reader.Fail("unknown version of record");
        var (gateway, site, node) = (reader.Text(strings), reader.Text(strings), reader.Text(strings));
        var (fromMs, seconds, first) = (reader.Signed(), (int)reader.Unsigned(), (long)reader.Unsigned());
        var count = reader.Unsigned();
        if (count > MaxChannels) reader.Fail("more channels than a record may have");
        var channels = new List<ChannelWindow>();
        for (ulong i = 0; i < count && reader.Reason == null; i++) channels.Add(Channel(ref reader, strings));
        var sinks = NoteSinks.Read(ref reader, strings);
        if (reader.Reason == null && !reader.AtEnd) reader.Fail("bytes after the record");
        error = reader.Reason == null ? default : new DecodeError(reader.At, reader.Reason);
        if (reader.Reason != null) return null;
        return new WindowSet { Gateway = gateway, Site = site, Node = node, FromMs = fromMs, Seconds = seconds, Source = first, Channels = channels, Sinks = sinks };
    }

    private static ChannelWindow Channel(ref RecordReader reader, StringCache strings)
    {
        var (name, unit) = (reader.Text(strings), reader.Text(strings));
        var (count, values) = ((long)reader.Unsigned(), (long)reader.Unsigned());
        var (min, max, mean) = values == 0 ? (0, 0, 0) : (reader.Double(), reader.Double(), reader.Double());
        return new ChannelWindow(name, unit.Length == 0 ? null : unit, count, values, min, max, mean);
    }
}
