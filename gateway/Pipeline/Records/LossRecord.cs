using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;

namespace SmartCity.Pipeline.Records;

/// <summary>
/// A <see cref="Loss"/> as the payload of a journal record, in the manner of <see cref="PackRecord"/>:
/// <code>
/// version 1 | cause | bits: boot 0, readings 1, why 2 | at ms (signed) | gateway | site | node | packs | boot? | readings? | why?
/// | count of ranges | for each: from less the end of the one before (signed), to less from | count of sinks | sinks
/// </code>
/// </summary>
public static class LossRecord
{
    /// <summary>The journal's record type of a loss.</summary>
    public const byte RecordType = 2;

    /// <summary>Ranges of one record at most; more of them are more records.</summary>
    public const int MaxRanges = 256;

    /// <summary>Bytes that hold any loss with so many ranges, and texts within the limits of the configuration.</summary>
    public const int MaxBytes = 8 * 1024;

    private const byte Version = 1;
    private const int BootBit = 1;
    private const int ReadingsBit = 2;
    private const int WhyBit = 4;

    /// <summary>Writes the loss; false when it does not fit <paramref name="target"/>.</summary>
    public static bool TryWrite(Loss loss, Span<byte> target, out int written)
    {
        var writer = new RecordWriter(target);
        writer.Byte(Version);
        writer.Byte((byte)loss.Cause);
        writer.Byte((byte)((loss.Boot is null ? 0 : BootBit) | (loss.Readings is null ? 0 : ReadingsBit) | (loss.Why is null ? 0 : WhyBit)));
        writer.Signed(loss.AtMs);
        writer.Text(loss.Gateway);
        writer.Text(loss.Site);
        writer.Text(loss.Node);
        writer.Unsigned((ulong)loss.Packs);
        if (loss.Boot is { } boot) writer.Unsigned(boot);
        if (loss.Readings is { } readings) writer.Unsigned((ulong)readings);
        if (loss.Why is { } why) writer.Text(why);
        writer.Unsigned((ulong)loss.Ranges.Count);
        long end = 0;
        foreach (var range in loss.Ranges)
        {
            writer.Signed(range.From - end);
            writer.Unsigned(range.To - range.From);
            end = range.To;
        }

        NoteSinks.Write(ref writer, loss.Sinks);
        written = writer.Length;
        return !writer.Overflow && loss.Ranges.Count <= MaxRanges;
    }

    /// <summary>The loss, or null with what is wrong with the bytes.</summary>
    public static Loss? Read(ReadOnlySpan<byte> source, StringCache strings, out DecodeError error)
    {
        var reader = new RecordReader(source);
        if (reader.Byte() != Version) reader.Fail("unknown version of record");
        var cause = (LossCause)reader.Byte();
        if (!Enum.IsDefined(cause)) reader.Fail("unknown cause of a loss");
        int bits = reader.Byte();
        var atMs = reader.Signed();
        var (gateway, site, node) = (reader.Text(strings), reader.Text(strings), reader.Text(strings));
        var packs = (long)reader.Unsigned();
        uint? boot = (bits & BootBit) != 0 ? (uint)reader.Unsigned() : null;
        long? readings = (bits & ReadingsBit) != 0 ? (long)reader.Unsigned() : null;
        var why = (bits & WhyBit) != 0 ? reader.Text(strings) : null;
        var ranges = Ranges(ref reader);
        var sinks = NoteSinks.Read(ref reader, strings);
        if (reader.Reason == null && !reader.AtEnd) reader.Fail("bytes after the record");
        error = reader.Reason == null ? default : new DecodeError(reader.At, reader.Reason);
        if (reader.Reason != null) return null;
        return new Loss
        {
            Cause = cause,
            AtMs = atMs,
            Gateway = gateway,
            Site = site,
            Node = node,
            Boot = boot,
            Ranges = ranges,
            Packs = packs,
            Readings = readings,
            Why = why,
            Sinks = sinks,
        };
    }

    private static List<SeqRange> Ranges(ref RecordReader reader)
    {
        var count = reader.Unsigned();
        if (count > MaxRanges) reader.Fail("more ranges than a record may have");
        var ranges = new List<SeqRange>();
        long end = 0;
        for (ulong i = 0; i < count && reader.Reason == null; i++)
        {
            var from = end + reader.Signed();
            end = from + (long)reader.Unsigned();
            if (from < 0 || end < from || end > uint.MaxValue) reader.Fail("range out of bounds");
            else ranges.Add(new SeqRange((uint)from, (uint)end));
        }

        return ranges;
    }
}
