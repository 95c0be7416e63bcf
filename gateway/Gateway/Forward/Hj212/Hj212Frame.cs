using System.Globalization;
using System.Text;

namespace SmartCity.Gateway.Forward.Hj212;

/// <summary>
/// The data segment of one packet (HJ 212-2017 §6.3.3, HJ 212-2025 table 3), and its form on the wire:
/// <c>##</c>, the segment's length in four digits, the segment, its CRC in four hexadecimal digits, CR LF.
/// </summary>
/// <param name="Qn">Number of the request, <c>yyyyMMddHHmmssfff</c> by local time.</param>
/// <param name="Cp">The data area, without its <c>&amp;&amp;</c>.</param>
/// <param name="Parts">Packets that the message was split into; 1: not split.</param>
/// <param name="Part">Number of this one, from 1.</param>
/// <param name="Resend">HJ 212-2025: RF=1, data sent later than they came to be.</param>
internal sealed record Hj212Frame(string Qn, string St, string Cn, string Pw, string Mn, int Flag, string Cp, int Parts = 1, int Part = 1, bool Resend = false)
{
    /// <summary>Characters of a data segment at most (HJ 212-2017 table 2).</summary>
    public const int MaxSegment = 1024;

    /// <summary>
    /// Characters of a data area with its name and marks at most. Table 3 of HJ 212-2017 allows 950, but with all the
    /// head's fields the segment would then be longer than its own bound.
    /// </summary>
    public const int MaxCp = MaxSegment - 109;

    private const int HeadLength = 6;
    private const int TailLength = 6;

    /// <summary>Value of Flag: the standard's version in bits 2 to 7, bit 1 for a split message, bit 0 for an answer wanted.</summary>
    public static int FlagOf(Hj212Version version, bool split, bool answer) => ((int)version << 2) | (split ? 2 : 0) | (answer ? 1 : 0);

    public byte[] ToBytes()
    {
        var segment = new StringBuilder(256);
        segment.Append(CultureInfo.InvariantCulture, $"QN={Qn};ST={St};CN={Cn};PW={Pw};MN={Mn};Flag={Flag};");
        if (Parts > 1) segment.Append(CultureInfo.InvariantCulture, $"PNUM={Parts};PNO={Part};");
        if (Resend) segment.Append("RF=1;");
        segment.Append("CP=&&").Append(Cp).Append("&&");
        var bytes = Encoding.UTF8.GetBytes(segment.ToString());
        return [.. Encoding.ASCII.GetBytes($"##{bytes.Length:D4}"), .. bytes, .. Encoding.ASCII.GetBytes($"{Crc16.Of(bytes):X4}\r\n")];
    }

    /// <summary>
    /// Takes the first frame off what has come in. Null with <paramref name="taken"/> 0 when more must come; null with
    /// <paramref name="taken"/> above 0 for bytes that are no frame, or one whose CRC is wrong.
    /// </summary>
    public static Hj212Frame? TryRead(ReadOnlySpan<byte> input, out int taken)
    {
        taken = 0;
        var start = input.IndexOf("##"u8);
        if (start != 0)
        {
            taken = start > 0 ? start : Math.Max(0, input.Length - 1);
            return null;
        }

        if (input.Length < HeadLength) return null;
        if (!int.TryParse(input[2..HeadLength], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            taken = 2;
            return null;
        }

        if (input.Length < HeadLength + length + TailLength) return null;
        var segment = input.Slice(HeadLength, length);
        if (!ushort.TryParse(input.Slice(HeadLength + length, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var crc) || crc != Crc16.Of(segment))
        {
            taken = 2;
            return null;
        }

        taken = HeadLength + length + TailLength;
        return Parse(Encoding.UTF8.GetString(segment));
    }

    /// <summary>Value of a field of the data area, or null.</summary>
    public string? Field(string name)
    {
        foreach (var field in Cp.Split(';', ','))
        {
            if (field.Length > name.Length && field[name.Length] == '=' && field.StartsWith(name, StringComparison.Ordinal)) return field[(name.Length + 1)..];
        }

        return null;
    }

    private static Hj212Frame Parse(string segment)
    {
        var cp = segment.IndexOf("CP=&&", StringComparison.Ordinal);
        var head = new Dictionary<string, string>();
        foreach (var field in (cp < 0 ? segment : segment[..cp]).Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) head[field[..equals]] = field[(equals + 1)..];
        }

        var data = cp < 0 ? "" : segment[(cp + 5)..];
        return new Hj212Frame(
            Text("QN"), Text("ST"), Text("CN"), Text("PW"), Text("MN"), Number("Flag", 0),
            data.EndsWith("&&", StringComparison.Ordinal) ? data[..^2] : data, Number("PNUM", 1), Number("PNO", 1), Text("RF") == "1");

        string Text(string name) => head.GetValueOrDefault(name, "");
        int Number(string name, int otherwise) => int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
    }
}
