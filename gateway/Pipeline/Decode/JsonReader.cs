using System.Globalization;
using System.Text;

namespace SmartCity.Pipeline.Decode;

/// <summary>
/// Walks JSON (RFC 8259) over bytes of unknown honesty, strictly: no comments, no trailing commas, no NaN. Methods return
/// false and set <see cref="Reason"/> and <see cref="At"/>; nothing throws (Utf8JsonReader does), nothing allocates.
/// </summary>
internal ref struct JsonReader(ReadOnlySpan<byte> input, Span<byte> scratch)
{
    private readonly ReadOnlySpan<byte> _input = input;
    private readonly Span<byte> _scratch = scratch;
    private int _at;

    public readonly int At => _at;

    public string? Reason { get; private set; }

    /// <summary>The next character after white space, or 0 at the end.</summary>
    public char Peek()
    {
        while (_at < _input.Length && _input[_at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r') _at++;
        return _at < _input.Length ? (char)_input[_at] : '\0';
    }

    /// <summary>Takes that character if it is next.</summary>
    public bool Take(char c)
    {
        if (Peek() != c || _at >= _input.Length) return false;
        _at++;
        return true;
    }

    /// <summary>Takes that character or fails.</summary>
    public bool Expect(char c, string reason) => Take(c) || Fail(_at, _at >= _input.Length ? "pack ends in the middle" : reason);

    /// <summary>Text with its escapes resolved: a slice of the input, or of the scratch where there was an escape.</summary>
    public bool ReadText(out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        if (!Expect('"', "expected a string")) return false;
        int start = _at;
        int length = -1;
        while (_at < _input.Length)
        {
            byte b = _input[_at];
            if (b == '"')
            {
                utf8 = length < 0 ? _input[start.._at] : _scratch[..length];
                _at++;
                return true;
            }

            if (b < ' ') return Fail(_at, "control character in text");
            if (b == '\\')
            {
                if (length < 0 && !Begin(start, out length)) return false;
                if (!Escape(ref length)) return false;
                continue;
            }

            if (length >= 0)
            {
                if (length == _scratch.Length) return Fail(_at, "text is too long");
                _scratch[length++] = b;
            }

            _at++;
        }

        return Fail(_at, "pack ends in the middle");
    }

    public bool ReadBool(out bool value)
    {
        value = Peek() == 't';
        return Literal(value ? "true"u8 : "false"u8, "expected true or false");
    }

    /// <summary>A finite number; decimal text becomes the nearest double.</summary>
    public bool ReadNumber(out double value)
    {
        value = 0;
        Peek();
        int start = _at;
        if (!Number()) return Fail(start, "expected a number");
        bool parsed = double.TryParse(_input[start.._at], NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        return (parsed && double.IsFinite(value)) || Fail(start, "number is not finite");
    }

    /// <summary>Passes over any value nested no deeper than <paramref name="depth"/>.</summary>
    public bool Skip(int depth)
    {
        if (depth < 0) return Fail(_at, "nested too deep");
        switch (Peek())
        {
            case '"':
                return SkipText();
            case 't':
                return Literal("true"u8, "expected a value");
            case 'f':
                return Literal("false"u8, "expected a value");
            case 'n':
                return Literal("null"u8, "expected a value");
            case '[':
                _at++;
                if (Take(']')) return true;
                do
                {
                    if (!Skip(depth - 1)) return false;
                }
                while (Take(','));

                return Expect(']', "expected a comma or the end of an array");
            case '{':
                _at++;
                if (Take('}')) return true;
                do
                {
                    Peek();
                    if (!SkipText() || !Expect(':', "expected a colon") || !Skip(depth - 1)) return false;
                }
                while (Take(','));

                return Expect('}', "expected a comma or the end of an object");
            default:
                return Number() || Fail(_at, _at >= _input.Length ? "pack ends in the middle" : "expected a value");
        }
    }

    private bool SkipText()
    {
        if (!Expect('"', "expected a string")) return false;
        while (_at < _input.Length && _input[_at] != '"')
        {
            if (_input[_at] < ' ') return Fail(_at, "control character in text");
            if (_input[_at] == '\\')
            {
                int nothing = -1;
                if (!Escape(ref nothing)) return false;
                continue;
            }

            _at++;
        }

        return Expect('"', "expected a string");
    }

    // Copies what came before the first escape.
    private bool Begin(int start, out int length)
    {
        length = _at - start;
        if (length > _scratch.Length) return Fail(start, "text is too long");
        _input[start.._at].CopyTo(_scratch);
        return true;
    }

    // Resolves one escape into the scratch; a negative length only checks it.
    private bool Escape(ref int length)
    {
        int start = _at;
        if (_at + 1 >= _input.Length) return Fail(_input.Length, "pack ends in the middle");
        byte kind = _input[_at + 1];
        _at += 2;
        int c = kind switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' => kind,
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'u' => Hex4(),
            _ => -1,
        };
        if (c is >= 0xd800 and < 0xdc00 && _at + 1 < _input.Length && _input[_at] == '\\' && _input[_at + 1] == 'u')
        {
            _at += 2;
            int low = Hex4();
            c = low is >= 0xdc00 and < 0xe000 ? 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00) : -1;
        }

        if (!Rune.TryCreate(c, out var rune)) return Fail(start, "bad escape in text");
        if (length < 0) return true;
        if (!rune.TryEncodeToUtf8(_scratch[length..], out int written)) return Fail(start, "text is too long");
        length += written;
        return true;
    }

    private int Hex4()
    {
        if (_input.Length - _at < 4) return -1;
        int value = 0;
        for (int i = 0; i < 4; i++)
        {
            char c = (char)_input[_at + i];
            if (!char.IsAsciiHexDigit(c)) return -1;
            value = (value << 4) | (char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
        }

        _at += 4;
        return value;
    }

    // -?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)?
    private bool Number()
    {
        if (Next() == '-') _at++;
        if (Next() == '0') _at++;
        else if (!Digits()) return false;
        if (Next() == '.')
        {
            _at++;
            if (!Digits()) return false;
        }

        if ((Next() | 0x20) != 'e') return true;
        _at++;
        if (Next() is '+' or '-') _at++;
        return Digits();
    }

    private bool Digits()
    {
        int start = _at;
        while (char.IsAsciiDigit(Next())) _at++;
        return _at > start;
    }

    private readonly char Next() => _at < _input.Length ? (char)_input[_at] : '\0';

    private bool Literal(ReadOnlySpan<byte> literal, string reason)
    {
        if (!_input[_at..].StartsWith(literal)) return Fail(_at, reason);
        _at += literal.Length;
        return true;
    }

    private bool Fail(int at, string reason)
    {
        _at = at;
        Reason = reason;
        return false;
    }
}
