using SmartCity.Wire;

namespace SmartCity.Pipeline.Decode;

/// <summary>Fields of a SenML record that the decoder knows; the number is the bit in the set of fields seen.</summary>
internal enum Field
{
    BaseVersion,
    BaseName,
    BaseTime,
    BaseUnit,
    BaseValue,
    BaseSum,
    Name,
    Unit,
    Value,
    StringValue,
    BooleanValue,
    DataValue,
    Sum,
    Time,
    UpdateTime,
    Boot,
    Seq,
    Clock,
    Quality,
    Unknown,
}

/// <summary>Labels of RFC 8428 (tables 1 and 4) and of the wire contract.</summary>
internal static class FieldLabels
{
    /// <summary>By the integer label of CBOR.</summary>
    public static Field FromNumber(long label) => label switch
    {
        SenmlLabel.BaseVersion => Field.BaseVersion,
        SenmlLabel.BaseName => Field.BaseName,
        SenmlLabel.BaseTime => Field.BaseTime,
        SenmlLabel.BaseUnit => Field.BaseUnit,
        SenmlLabel.BaseValue => Field.BaseValue,
        SenmlLabel.BaseSum => Field.BaseSum,
        SenmlLabel.Name => Field.Name,
        SenmlLabel.Unit => Field.Unit,
        SenmlLabel.Value => Field.Value,
        SenmlLabel.StringValue => Field.StringValue,
        SenmlLabel.BooleanValue => Field.BooleanValue,
        SenmlLabel.Sum => Field.Sum,
        SenmlLabel.Time => Field.Time,
        SenmlLabel.UpdateTime => Field.UpdateTime,
        SenmlLabel.DataValue => Field.DataValue,
        _ => Field.Unknown,
    };

    /// <summary>By a text label of CBOR: the contract's own fields only.</summary>
    public static Field FromCborText(ReadOnlySpan<byte> label)
    {
        if (label.SequenceEqual("boot"u8)) return Field.Boot;
        if (label.SequenceEqual("seq"u8)) return Field.Seq;
        if (label.SequenceEqual("q"u8)) return Field.Quality;
        return label.SequenceEqual("clk"u8) ? Field.Clock : Field.Unknown;
    }

    /// <summary>By the label of JSON.</summary>
    public static Field FromJson(ReadOnlySpan<byte> label)
    {
        if (label.Length == 1)
        {
            return label[0] switch
            {
                (byte)'n' => Field.Name,
                (byte)'u' => Field.Unit,
                (byte)'v' => Field.Value,
                (byte)'s' => Field.Sum,
                (byte)'t' => Field.Time,
                (byte)'q' => Field.Quality,
                _ => Field.Unknown,
            };
        }

        if (label.Length == 2)
        {
            return ((char)label[0], (char)label[1]) switch
            {
                ('b', 'n') => Field.BaseName,
                ('b', 't') => Field.BaseTime,
                ('b', 'u') => Field.BaseUnit,
                ('b', 'v') => Field.BaseValue,
                ('b', 's') => Field.BaseSum,
                ('v', 's') => Field.StringValue,
                ('v', 'b') => Field.BooleanValue,
                ('v', 'd') => Field.DataValue,
                ('u', 't') => Field.UpdateTime,
                _ => Field.Unknown,
            };
        }

        return label.SequenceEqual("bver"u8) ? Field.BaseVersion : FromCborText(label);
    }

    /// <summary>True for fields whose value is text.</summary>
    public static bool IsText(Field field) =>
        field is Field.BaseName or Field.BaseUnit or Field.Name or Field.Unit or Field.StringValue or Field.DataValue;
}
