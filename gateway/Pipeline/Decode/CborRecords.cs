namespace SmartCity.Pipeline.Decode;

/// <summary>Feeds the records of a CBOR pack (RFC 8428 §6) to the assembler.</summary>
internal static class CborRecords
{
    /// <summary>Null, or what is wrong at <paramref name="offset"/>.</summary>
    public static string? Read(ReadOnlySpan<byte> input, DecoderOptions options, PackAssembler assembler, out int offset)
    {
        var reader = new CborReader(input);
        string? reason = Pack(ref reader, input, options, assembler);
        offset = reader.At;
        return reason;
    }

    private static string? Pack(ref CborReader reader, ReadOnlySpan<byte> input, DecoderOptions options, PackAssembler assembler)
    {
        var keys = new RecordKeys(input, options.MaxFields);
        if (!reader.ReadContainer(CborReader.MajorArray, out int records)) return reader.Reason;
        for (int i = 0; records < 0 ? !reader.TakeBreak() : i < records; i++)
        {
            if (!reader.ReadContainer(CborReader.MajorMap, out int fields)) return reader.Reason;
            keys.Clear();
            for (int k = 0; fields < 0 ? !reader.TakeBreak() : k < fields; k++)
            {
                if (OneField(ref reader, ref keys, options, assembler) is { } wrong) return wrong;
            }

            if (assembler.EndRecord() is { } bad) return bad;
        }

        return reader.AtEnd ? assembler.EndPack() : "bytes after the pack";
    }

    private static string? OneField(ref CborReader reader, ref RecordKeys keys, DecoderOptions options, PackAssembler assembler)
    {
        int start = reader.At;
        if (!reader.ReadLabel(out long number, out var text)) return reader.Reason;
        var field = text.IsEmpty ? FieldLabels.FromNumber(number) : FieldLabels.FromCborText(text);
        if (keys.Claim(field, start, reader.At) is { } refused) return refused;
        if (field == Field.Unknown)
        {
            if (!text.IsEmpty && text[^1] == '_') return "a field that must be understood is not";
            return reader.Skip(options.MaxDepth) ? null : reader.Reason;
        }

        if (field == Field.DataValue) return reader.ReadBytes(out var data) ? assembler.Data(data) : reader.Reason;
        if (field == Field.BooleanValue) return reader.ReadBool(out bool value) ? assembler.Bool(value) : reader.Reason;
        if (FieldLabels.IsText(field)) return reader.ReadText(out var utf8) ? assembler.Text(field, utf8) : reader.Reason;
        return reader.ReadNumber(out double v) ? assembler.Number(field, v) : reader.Reason;
    }
}
