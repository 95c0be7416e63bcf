using System.Text.Unicode;

namespace SmartCity.Pipeline.Decode;

/// <summary>Feeds the records of a JSON pack (RFC 8428 §5) to the assembler.</summary>
internal static class JsonRecords
{
    /// <summary>Null, or what is wrong at <paramref name="offset"/>.</summary>
    public static string? Read(ReadOnlySpan<byte> input, DecoderOptions options, PackAssembler assembler, out int offset)
    {
        Span<byte> scratch = stackalloc byte[256];
        var reader = new JsonReader(input, scratch);
        string? reason = Utf8.IsValid(input) ? Pack(ref reader, input, options, assembler) : "text is not UTF-8";
        offset = reader.At;
        return reason;
    }

    private static string? Pack(ref JsonReader reader, ReadOnlySpan<byte> input, DecoderOptions options, PackAssembler assembler)
    {
        var keys = new RecordKeys(input, options.MaxFields);
        if (!reader.Expect('[', "expected an array")) return reader.Reason;
        if (!reader.Take(']'))
        {
            do
            {
                if (OneRecord(ref reader, ref keys, options, assembler) is { } wrong) return wrong;
            }
            while (reader.Take(','));

            if (!reader.Expect(']', "expected a comma or the end of the pack")) return reader.Reason;
        }

        reader.Peek();
        return reader.At == input.Length ? assembler.EndPack() : "bytes after the pack";
    }

    private static string? OneRecord(ref JsonReader reader, ref RecordKeys keys, DecoderOptions options, PackAssembler assembler)
    {
        if (!reader.Expect('{', "a record is not an object")) return reader.Reason;
        keys.Clear();
        if (!reader.Take('}'))
        {
            do
            {
                if (OneField(ref reader, ref keys, options, assembler) is { } wrong) return wrong;
            }
            while (reader.Take(','));

            if (!reader.Expect('}', "expected a comma or the end of a record")) return reader.Reason;
        }

        return assembler.EndRecord();
    }

    private static string? OneField(ref JsonReader reader, ref RecordKeys keys, DecoderOptions options, PackAssembler assembler)
    {
        reader.Peek();
        int start = reader.At;
        if (!reader.ReadText(out var label)) return reader.Reason;
        if (label.IsEmpty) return "empty label";
        var field = FieldLabels.FromJson(label);
        bool mustUnderstand = label[^1] == '_';
        if (keys.Claim(field, start, reader.At) is { } refused) return refused;
        if (!reader.Expect(':', "expected a colon")) return reader.Reason;
        if (field == Field.Unknown)
        {
            if (mustUnderstand) return "a field that must be understood is not";
            return reader.Skip(options.MaxDepth) ? null : reader.Reason;
        }

        reader.Peek();
        if (field == Field.BooleanValue) return reader.ReadBool(out bool value) ? assembler.Bool(value) : reader.Reason;
        if (FieldLabels.IsText(field)) return reader.ReadText(out var utf8) ? assembler.Text(field, utf8) : reader.Reason;
        return reader.ReadNumber(out double v) ? assembler.Number(field, v) : reader.Reason;
    }
}
