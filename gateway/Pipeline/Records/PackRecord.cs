using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Records;

/// <summary>
/// A pack as the payload of a journal record. Little-endian, LEB128 integers (signed ones zigzag), texts with their length:
/// <code>
/// version 1 | bits: basis 0-1, event 2, ordered 3 | boot | seq | received ms (signed) | order, if ordered | site | node | base name
/// | count | for each reading:
///     bits: kind 0-1, number 2-4 (0-6 decimal places, 7 raw), unit 5, text 6, marked 7
///     | channel | ms since the reading before, the first since received (signed)
///     | byte (quality 0-3, fate 4-5) and tests, if marked | unit, if any | text, if any | number: mantissa (signed) or 8 bytes; none if missing or text
/// </code>
/// A reader meets damaged bytes with an error, never an exception.
/// </summary>
public static class PackRecord
{
    /// <summary>The journal's record type of a pack.</summary>
    public const byte RecordType = 1;

    private const byte Version = 1;
    private const int MaxReadings = 4096;
    private const int EventBit = 1 << 2;
    private const int OrderedBit = 1 << 3;
    private const int FateShift = 4;
    private const int UnitBit = 1 << 5;
    private const int TextBit = 1 << 6;
    private const int MarkedBit = 1 << 7;

    /// <summary>Bytes that hold any pack within the limits of the contract, and what filters and virtual channels add to it.</summary>
    public const int MaxBytes = 48 * 1024;

    /// <summary>Writes the pack; false when it does not fit <paramref name="target"/>.</summary>
    public static bool TryWrite(Pack pack, Span<byte> target, out int written)
    {
        var writer = new RecordWriter(target);
        writer.Byte(Version);
        writer.Byte((byte)((int)pack.Basis | (pack.IsEvent ? EventBit : 0) | (pack.Order > 0 ? OrderedBit : 0)));
        writer.Unsigned(pack.Boot);
        writer.Unsigned(pack.Seq);
        writer.Signed(pack.ReceivedMs);
        if (pack.Order > 0) writer.Unsigned((ulong)pack.Order);
        writer.Text(pack.Site);
        writer.Text(pack.Node);
        writer.Text(pack.BaseName);
        writer.Unsigned((ulong)pack.Count);
        long before = pack.ReceivedMs;
        foreach (ref readonly var reading in pack.Readings)
        {
            Write(ref writer, reading, before);
            before = reading.TimeMs;
        }

        written = writer.Length;
        return !writer.Overflow && pack.Count <= MaxReadings;
    }

    /// <summary>Fills <paramref name="pack"/>; when false its contents mean nothing.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, Pack pack, StringCache strings, out DecodeError error)
    {
        pack.Clear();
        var reader = new RecordReader(source);
        if (reader.Byte() != Version) reader.Fail("unknown version of record");
        int bits = reader.Byte();
        if (bits > 15) reader.Fail("unknown bits in a record");
        pack.Basis = (TimeBasis)(bits & 3);
        pack.IsEvent = (bits & EventBit) != 0;
        pack.Boot = Counter(ref reader);
        pack.Seq = Counter(ref reader);
        pack.ReceivedMs = reader.Signed();
        pack.Order = (bits & OrderedBit) != 0 ? (long)(reader.Unsigned() & long.MaxValue) : 0;
        pack.Site = reader.Text(strings);
        pack.Node = reader.Text(strings);
        pack.BaseName = reader.Text(strings);
        ulong count = reader.Unsigned();
        if (count > MaxReadings) reader.Fail("more readings than a record may have");
        long before = pack.ReceivedMs;
        for (ulong i = 0; i < count && reader.Reason == null; i++)
        {
            Read(ref reader, ref pack.Add(), strings, before);
            before = pack.Readings[^1].TimeMs;
        }

        if (reader.Reason == null && !reader.AtEnd) reader.Fail("bytes after the record");
        error = reader.Reason == null ? default : new DecodeError(reader.At, reader.Reason);
        return reader.Reason == null;
    }

    private static void Write(ref RecordWriter writer, in Reading reading, long before)
    {
        int code = 0;
        long mantissa = 0;
        if (reading.Kind is ReadingKind.Number or ReadingKind.Bool) code = CompactNumber.Split(reading.Number, out mantissa);
        bool marked = reading.Quality != Quality.Good || reading.Tests != 0 || reading.Fate != ReadingFate.Forwarded;
        int bits = (int)reading.Kind | (code << 2) | (marked ? MarkedBit : 0);
        if (reading.Unit != null) bits |= UnitBit;
        if (reading.Text != null) bits |= TextBit;

        writer.Byte((byte)bits);
        writer.Text(reading.Channel);
        writer.Signed(unchecked(reading.TimeMs - before));
        if (marked)
        {
            writer.Byte((byte)(reading.Quality | ((int)reading.Fate << FateShift)));
            writer.Unsigned(reading.Tests);
        }

        if (reading.Unit != null) writer.Text(reading.Unit);
        if (reading.Text != null) writer.Text(reading.Text);
        if (reading.Kind is not (ReadingKind.Number or ReadingKind.Bool)) return;
        if (code == CompactNumber.Raw) writer.Double(reading.Number);
        else writer.Signed(mantissa);
    }

    private static void Read(ref RecordReader reader, ref Reading reading, StringCache strings, long before)
    {
        int bits = reader.Byte();
        reading.Kind = (ReadingKind)(bits & 3);
        reading.Channel = reader.Text(strings);
        reading.TimeMs = unchecked(before + reader.Signed());
        reading.Quality = Quality.Good;
        if ((bits & MarkedBit) != 0)
        {
            int mark = reader.Byte();
            ulong tests = reader.Unsigned();
            reading.Quality = (byte)(mark & 15);
            reading.Fate = (ReadingFate)(mark >> FateShift);
            if (!Quality.IsFlag(reading.Quality) || reading.Fate > ReadingFate.Derived || tests > ushort.MaxValue) reader.Fail("bad flag, fate or tests");
            reading.Tests = (ushort)tests;
        }

        if ((bits & UnitBit) != 0) reading.Unit = reader.Text(strings);
        if ((bits & TextBit) != 0) reading.Text = reader.Text(strings);
        if (reading.Kind is not (ReadingKind.Number or ReadingKind.Bool)) return;
        int code = (bits >> 2) & 7;
        reading.Number = code == CompactNumber.Raw ? reader.Double() : CompactNumber.Join(reader.Signed(), code);
    }

    private static uint Counter(ref RecordReader reader)
    {
        ulong value = reader.Unsigned();
        if (value > uint.MaxValue) reader.Fail("counter is longer than 32 bits");
        return (uint)value;
    }
}
