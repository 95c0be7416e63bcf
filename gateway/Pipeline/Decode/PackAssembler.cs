using System.Text.Unicode;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Decode;

/// <summary>
/// Resolves records (RFC 8428 §4.6) into readings of a pack: base fields are gathered and applied, values checked, times
/// made absolute. Methods return null, or what is wrong. A sum beside a value is checked and left; alone it is refused,
/// since a <see cref="Reading"/> has no place for it.
/// </summary>
internal sealed class PackAssembler(DecoderOptions options, StringCache strings)
{
    // Year 9999 in Unix seconds; also keeps milliseconds well inside the 53 exact bits of a double.
    private const double LatestSeconds = 253402300800;

    private readonly byte[] _base = new byte[WireLimits.MaxBaseName];
    private readonly byte[] _name = new byte[options.MaxName + WireLimits.MaxBaseName];
    private readonly PackTimes _times = new();
    private Pack _pack = new();
    private int _baseLength;
    private int _nameLength;
    private double _baseTime;
    private double _baseValue;
    private string? _baseUnit;
    private double _version;

    private bool _hasBoot;
    private bool _hasSeq;
    private uint _seen;
    private double _number;
    private double _time;
    private double _versionHere;
    private int _quality;
    private bool _bool;
    private string? _text;
    private string? _unit;

    /// <summary>The pack has said its boot and seq.</summary>
    public bool Named => _hasBoot && _hasSeq;

    public void BeginPack(Pack pack, long receivedMs)
    {
        (_hasBoot, _hasSeq) = (false, false);
        pack.Clear();
        pack.BaseName = "";
        pack.Boot = 0;
        pack.Seq = 0;
        pack.ReceivedMs = receivedMs;
        _pack = pack;
        _times.Begin(receivedMs);
        _baseLength = 0;
        _baseTime = 0;
        _baseValue = 0;
        _baseUnit = null;
        _version = 0;
        BeginRecord();
    }

    public string? Number(Field field, double value)
    {
        _seen |= Bit(field);
        switch (field)
        {
            case Field.BaseVersion:
                _versionHere = value;
                return value is >= 1 and <= 10 && value == Math.Floor(value) ? null : "version of SenML is not 1 to 10";
            case Field.BaseTime:
                _baseTime = value;
                return value < LatestSeconds && value > -LatestSeconds ? null : "time out of range";
            case Field.BaseValue:
                _baseValue = value;
                return null;
            case Field.Value:
                _number = value;
                return null;
            case Field.Time:
                _time = value;
                return value < LatestSeconds && value > -LatestSeconds ? null : "time out of range";
            case Field.Boot:
                if (!IsCounter(value)) return "boot is not an integer of 32 bits";
                _pack.Boot = (uint)value;
                _hasBoot = true;
                return null;
            case Field.Seq:
                if (!IsCounter(value)) return "seq is not an integer of 32 bits";
                _pack.Seq = (uint)value;
                _hasSeq = true;
                return null;
            case Field.Clock:
                return value == 0 ? null : "clk is not 0";
            case Field.Quality:
                _quality = value is >= 0 and <= 9 && value == Math.Floor(value) ? (int)value : 0;
                return Quality.IsFlag(_quality) ? null : "q is not a QARTOD flag";
            default:
                return null;
        }
    }

    public string? Bool(bool value)
    {
        _seen |= Bit(Field.BooleanValue);
        _bool = value;
        return null;
    }

    /// <summary>Text of a field as UTF-8, escapes resolved.</summary>
    public string? Text(Field field, ReadOnlySpan<byte> utf8)
    {
        _seen |= Bit(field);
        switch (field)
        {
            case Field.BaseName:
                if (utf8.Length > _base.Length) return "base name is too long";
                if (!IsName(utf8)) return "base name has a character RFC 8428 does not allow";
                utf8.CopyTo(_base);
                _baseLength = utf8.Length;
                return null;
            case Field.Name:
                if (utf8.Length > options.MaxName) return "name is too long";
                if (!IsName(utf8)) return "name has a character RFC 8428 does not allow";
                utf8.CopyTo(_name.AsSpan(_base.Length));
                _nameLength = utf8.Length;
                return null;
            case Field.BaseUnit:
                if (utf8.IsEmpty || Check(utf8) != null) return "unit is empty, too long or not plain text";
                _baseUnit = strings.Get(utf8);
                return null;
            case Field.Unit:
                if (utf8.IsEmpty || Check(utf8) != null) return "unit is empty, too long or not plain text";
                _unit = strings.Get(utf8);
                return null;
            default:
                if (Check(utf8) is { } wrong) return wrong;
                _text = strings.Get(utf8);
                return null;
        }
    }

    /// <summary>A data value of CBOR, kept as the base64url text it has in JSON.</summary>
    public string? Data(ReadOnlySpan<byte> bytes)
    {
        Span<byte> text = stackalloc byte[512];
        int length = System.Buffers.Text.Base64Url.GetEncodedLength(bytes.Length);
        if (length > options.MaxText || length > text.Length) return "text is too long";
        System.Buffers.Text.Base64Url.EncodeToUtf8(bytes, text, out _, out int written);
        return Text(Field.DataValue, text[..written]);
    }

    /// <summary>Applies the base fields and adds the reading.</summary>
    public string? EndRecord()
    {
        bool first = _pack.Count == 0;
        if ((first ? CheckFirst() : CheckLater()) is { } wrong) return wrong;
        if (_pack.Count == options.MaxReadings) return "more readings than a pack may have";
        if (Resolve(out var reading) is { } unresolved) return unresolved;
        _pack.Add() = reading;
        BeginRecord();
        return null;
    }

    public string? EndPack()
    {
        if (_pack.Count == 0) return "pack holds no reading";
        _times.Finish(_pack.Readings);
        _pack.Basis = _times.Basis;
        return null;
    }

    private string? CheckFirst()
    {
        if (Has(Field.Clock))
        {
            if (Has(Field.BaseTime)) return "bt in a pack that never knew the time";
            _times.MarkUnknown();
        }

        _pack.BaseName = strings.Get(_base.AsSpan(0, _baseLength));
        _version = Has(Field.BaseVersion) ? _versionHere : 10;
        if (options.IsForeign) return null;
        if (!Has(Field.BaseName) || _baseLength == 0) return "first record has no bn";
        if (!Has(Field.Boot)) return "first record has no boot";
        if (!Has(Field.Seq)) return "first record has no seq";
        bool future = _baseTime is > 0 and < WireLimits.RelativeTimeBoundSeconds;
        return future ? "relative base time lies in the future" : null;
    }

    private string? CheckLater()
    {
        if (Has(Field.Boot) || Has(Field.Seq) || Has(Field.Clock)) return "boot, seq and clk stand in the first record only";
        if (Has(Field.BaseVersion) && _versionHere != _version) return "version of SenML changes within the pack";
        return Has(Field.BaseName) && !options.IsForeign ? "bn stands in the first record only" : null;
    }

    private string? Resolve(out Reading reading)
    {
        reading = default;
        uint values = _seen & (Bit(Field.Value) | Bit(Field.StringValue) | Bit(Field.BooleanValue) | Bit(Field.DataValue));
        if ((values & (values - 1)) != 0) return "more than one value in a record";
        if (values == 0 && _baseValue != 0) values = Bit(Field.Value);
        if (values == 0) return Has(Field.Sum) ? "a sum without a value" : "record has no value";
        if (ResolveName(out string name) is { } badName) return badName;
        if (_times.Resolve(_baseTime + _time, out reading.TimeMs) is { } badTime) return badTime;

        reading.Channel = name;
        reading.Unit = _unit ?? _baseUnit;
        reading.Quality = (byte)_quality;
        if (values == Bit(Field.Value))
        {
            reading.Kind = ReadingKind.Number;
            reading.Number = _number + _baseValue;
            if (!double.IsFinite(reading.Number)) return "number is not finite";
        }
        else if (values == Bit(Field.BooleanValue))
        {
            reading.Kind = ReadingKind.Bool;
            reading.Number = _bool ? 1 : 0;
        }
        else
        {
            if (values == Bit(Field.DataValue) && !options.IsForeign) return "vd is not part of the contract";
            reading.Kind = ReadingKind.Text;
            reading.Text = _text;
        }

        if (_quality != Quality.Missing) return null;
        if (values != Bit(Field.StringValue)) return "a missing value carries its reason in vs";
        reading.Kind = ReadingKind.Missing;
        return null;
    }

    private string? ResolveName(out string name)
    {
        int from = _base.Length;
        if (options.IsForeign)
        {
            from -= _baseLength;
            _base.AsSpan(0, _baseLength).CopyTo(_name.AsSpan(from));
        }

        var bytes = _name.AsSpan(from, _base.Length + _nameLength - from);
        name = "";
        if (bytes.IsEmpty) return "record has no name";
        if (!char.IsAsciiLetterOrDigit((char)bytes[0])) return "name does not start with a letter or digit";
        if (bytes.Length > options.MaxName) return "name is too long";
        name = strings.Get(bytes);
        return null;
    }

    private void BeginRecord()
    {
        _seen = 0;
        _nameLength = 0;
        _number = 0;
        _time = 0;
        _quality = options.IsForeign ? Quality.NotEvaluated : Quality.Good;
        _text = null;
        _unit = null;
    }

    private string? Check(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > options.MaxText) return "text is too long";
        if (utf8.IndexOfAnyInRange((byte)0, (byte)31) >= 0) return "control character in text";
        if (options.IsForeign) return Utf8.IsValid(utf8) ? null : "text is not UTF-8";
        if (utf8.IsEmpty) return "text is empty";
        bool plain = utf8.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 && utf8.IndexOfAny((byte)'"', (byte)'\\') < 0;
        return plain ? null : "text is not printable ASCII without quotes";
    }

    // RFC 8428 §4.5.1.
    private static bool IsName(ReadOnlySpan<byte> utf8)
    {
        foreach (byte b in utf8)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'-' or (byte)':' or (byte)'.' or (byte)'/' or (byte)'_')) return false;
        }

        return true;
    }

    private static bool IsCounter(double value) => value is >= 0 and <= uint.MaxValue && value == Math.Floor(value);

    private static uint Bit(Field field) => 1u << (int)field;

    private bool Has(Field field) => (_seen & Bit(field)) != 0;
}
