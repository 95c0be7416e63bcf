using System.Buffers.Binary;
using System.Globalization;

namespace SmartCity.Pipeline.Decode;

/// <summary>
/// Walks CBOR (RFC 8949) over bytes of unknown honesty. Every method returns false and sets <see cref="Reason"/> and
/// <see cref="At"/> when the bytes do not hold what was asked; nothing throws, nothing allocates.
/// </summary>
internal ref struct CborReader(ReadOnlySpan<byte> input)
{
    public const int MajorUnsigned = 0;
    public const int MajorNegative = 1;
    public const int MajorBytes = 2;
    public const int MajorText = 3;
    public const int MajorArray = 4;
    public const int MajorMap = 5;
    public const int MajorTag = 6;
    public const int MajorSimple = 7;

    private const ulong TagDecimalFraction = 4;
    private const byte Break = 0xff;

    private static readonly double[] PowersOfTen =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    private readonly ReadOnlySpan<byte> _input = input;
    private int _at;

    public readonly int At => _at;

    public readonly bool AtEnd => _at == _input.Length;

    public string? Reason { get; private set; }

    /// <summary>Major type of the next item, or -1 at the end of the bytes.</summary>
    public readonly int PeekMajor => _at < _input.Length ? _input[_at] >> 5 : -1;

    /// <summary>True, and moves on, when the next byte ends an array or map of indefinite length.</summary>
    public bool TakeBreak()
    {
        if (_at >= _input.Length || _input[_at] != Break) return false;
        _at++;
        return true;
    }

    /// <summary>Head of an array or map; <paramref name="count"/> is -1 when its length is indefinite.</summary>
    public bool ReadContainer(int major, out int count)
    {
        count = 0;
        int start = _at;
        if (!Head(out int got, out int info, out ulong value)) return false;
        if (got != major) return Fail(start, major == MajorMap ? "a record is not a map" : "expected an array");
        if (info == 31) count = -1;
        else if (value > (ulong)_input.Length) return Fail(start, "array or map is longer than the pack");
        else count = (int)value;
        return true;
    }

    /// <summary>An integer label, or a text one (then <paramref name="text"/> is not empty).</summary>
    public bool ReadLabel(out long number, out ReadOnlySpan<byte> text)
    {
        number = 0;
        text = default;
        int major = PeekMajor;
        if (major == MajorText) return ReadText(out text) && (!text.IsEmpty || Fail(_at, "empty label"));
        if (major is MajorUnsigned or MajorNegative) return ReadInteger(out number);
        return Fail(_at, major < 0 ? "pack ends in the middle" : "label is neither an integer nor text");
    }

    public bool ReadText(out ReadOnlySpan<byte> text) => ReadString(MajorText, "expected text", out text);

    public bool ReadBytes(out ReadOnlySpan<byte> bytes) => ReadString(MajorBytes, "expected a byte string", out bytes);

    public bool ReadBool(out bool value)
    {
        value = false;
        int start = _at;
        if (!Head(out int major, out int info, out _)) return false;
        if (major != MajorSimple || info is not (20 or 21)) return Fail(start, "expected true or false");
        value = info == 21;
        return true;
    }

    /// <summary>Integer, half, single, double or decimal fraction (tag 4); finite.</summary>
    public bool ReadNumber(out double value)
    {
        value = 0;
        int start = _at;
        if (!Head(out int major, out int info, out ulong bits)) return false;
        switch (major)
        {
            case MajorUnsigned:
                value = bits;
                return true;
            case MajorNegative:
                value = -1.0 - bits;
                return true;
            case MajorTag when bits == TagDecimalFraction:
                return ReadDecimalFraction(start, out value);
            case MajorSimple when info == 25:
                value = (double)BitConverter.UInt16BitsToHalf((ushort)bits);
                break;
            case MajorSimple when info == 26:
                value = BitConverter.UInt32BitsToSingle((uint)bits);
                break;
            case MajorSimple when info == 27:
                value = BitConverter.UInt64BitsToDouble(bits);
                break;
            default:
                return Fail(start, "expected a number");
        }

        return double.IsFinite(value) || Fail(start, "number is not finite");
    }

    /// <summary>Passes over any well-formed item nested no deeper than <paramref name="depth"/>.</summary>
    public bool Skip(int depth)
    {
        int start = _at;
        if (depth < 0) return Fail(start, "nested too deep");
        if (!Head(out int major, out int info, out ulong value)) return false;
        switch (major)
        {
            case MajorBytes or MajorText when info != 31:
                return Advance(start, value);
            case MajorBytes or MajorText:
                while (!TakeBreak())
                {
                    if (PeekMajor != major || _input[_at] == ((major << 5) | 31)) return Fail(_at, "bad chunk in a string");
                    if (!ReadString(major, "bad chunk in a string", out _)) return false;
                }

                return true;
            case MajorArray or MajorMap when info == 31:
                while (!TakeBreak())
                {
                    if (!Skip(depth - 1) || (major == MajorMap && !Skip(depth - 1))) return false;
                }

                return true;
            case MajorArray or MajorMap:
                if (value > (ulong)_input.Length) return Fail(start, "array or map is longer than the pack");
                for (ulong i = 0, items = major == MajorMap ? value * 2 : value; i < items; i++)
                {
                    if (!Skip(depth - 1)) return false;
                }

                return true;
            case MajorTag:
                return Skip(depth - 1);
            case MajorSimple when info == 31:
                return Fail(start, "break outside of an array or map");
            case MajorSimple when info == 24 && value < 32:
                return Fail(start, "bad simple value");
            default:
                return true;
        }
    }

    private bool ReadDecimalFraction(int start, out double value)
    {
        value = 0;
        if (!ReadContainer(MajorArray, out int count)) return false;
        if (count != 2) return Fail(start, "decimal fraction is not an array of two");
        if (!ReadInteger(out long exponent) || !ReadInteger(out long mantissa)) return false;
        if (exponent is < -400 or > 400) return Fail(start, "exponent out of range");
        return Decimal(mantissa, (int)exponent, out value) || Fail(start, "number is not finite");
    }

    // Division of two exact doubles rounds once, so 2137/10^2 is the double nearest to 21.37. Past the exact range the
    // parser of the runtime does the rounding.
    private static bool Decimal(long mantissa, int exponent, out double value)
    {
        const long exact = 1L << 53;
        if (mantissa is <= exact and >= -exact && exponent is <= 22 and >= -22)
        {
            value = exponent < 0 ? mantissa / PowersOfTen[-exponent] : mantissa * PowersOfTen[exponent];
            return true;
        }

        Span<byte> text = stackalloc byte[32];
        mantissa.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        text[length++] = (byte)'e';
        exponent.TryFormat(text[length..], out int more, default, CultureInfo.InvariantCulture);
        return double.TryParse(text[..(length + more)], NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    private bool ReadInteger(out long value)
    {
        value = 0;
        int start = _at;
        if (!Head(out int major, out _, out ulong bits)) return false;
        if (major > MajorNegative) return Fail(start, "expected an integer");
        if (bits > long.MaxValue) return Fail(start, "integer out of range");
        value = major == MajorUnsigned ? (long)bits : -1 - (long)bits;
        return true;
    }

    private bool ReadString(int major, string expected, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        int start = _at;
        if (!Head(out int got, out int info, out ulong length)) return false;
        if (got != major) return Fail(start, expected);
        if (info == 31) return Fail(start, "string in chunks");
        int from = _at;
        if (!Advance(start, length)) return false;
        bytes = _input[from.._at];
        return true;
    }

    private bool Advance(int start, ulong length)
    {
        if (length > (ulong)(_input.Length - _at)) return Fail(start, "string is longer than the pack");
        _at += (int)length;
        return true;
    }

    private bool Head(out int major, out int info, out ulong value)
    {
        major = info = 0;
        value = 0;
        int start = _at;
        if (start >= _input.Length) return Fail(start, "pack ends in the middle");
        int first = _input[_at++];
        major = first >> 5;
        info = first & 31;
        if (info < 24)
        {
            value = (ulong)info;
            return true;
        }

        if (info == 31) return major is MajorBytes or MajorText or MajorArray or MajorMap or MajorSimple || Fail(start, "bad additional information");
        if (info > 27) return Fail(start, "bad additional information");
        int size = 1 << (info - 24);
        if (_input.Length - _at < size) return Fail(start, "pack ends in the middle");
        var bytes = _input.Slice(_at, size);
        value = info switch
        {
            24 => bytes[0],
            25 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            26 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
        };
        _at += size;
        return true;
    }

    private bool Fail(int at, string reason)
    {
        _at = at;
        Reason = reason;
        return false;
    }
}
