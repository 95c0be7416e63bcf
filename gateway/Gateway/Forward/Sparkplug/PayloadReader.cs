using Google.Protobuf;

namespace SmartCity.Gateway.Forward.Sparkplug;

/// <summary>Reads payloads: commands of a host, and in tests what the sink wrote. Fields not used here are left out.</summary>
internal static class PayloadReader
{
    /// <summary>Null when the bytes are none.</summary>
    public static SparkplugPayload? TryRead(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return Read(bytes.ToArray());
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static SparkplugPayload Read(byte[] bytes)
    {
        long? time = null;
        int? seq = null;
        var metrics = new List<SparkplugMetric>();
        using var input = new CodedInputStream(bytes);
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1: time = (long)input.ReadUInt64(); break;
                case 2: metrics.Add(Metric(input.ReadBytes().ToByteArray())); break;
                case 3: seq = (int)input.ReadUInt64(); break;
                default: input.SkipLastField(); break;
            }
        }

        return new SparkplugPayload { TimestampMs = time, Seq = seq, Metrics = metrics };
    }

    private static SparkplugMetric Metric(byte[] bytes)
    {
        string? name = null;
        ulong? alias = null;
        long? time = null;
        var historical = false;
        var value = default(SparkplugValue);
        List<(string, SparkplugValue)> properties = [];
        using var input = new CodedInputStream(bytes);
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1: name = input.ReadString(); break;
                case 2: alias = input.ReadUInt64(); break;
                case 3: time = (long)input.ReadUInt64(); break;
                case 4: value = value with { Type = (SparkplugType)input.ReadUInt32() }; break;
                case 5: historical = input.ReadBool(); break;
                case 7: value = value with { IsNull = input.ReadBool() }; break;
                case 9: properties = Properties(input.ReadBytes().ToByteArray()); break;
                case var field: value = Value(input, value, field - 10); break;
            }
        }

        return new SparkplugMetric { Name = name, Alias = alias, TimestampMs = time, IsHistorical = historical, Value = value, Properties = properties };
    }

    private static List<(string Key, SparkplugValue Value)> Properties(byte[] bytes)
    {
        var keys = new List<string>();
        var values = new List<SparkplugValue>();
        using var input = new CodedInputStream(bytes);
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            if (WireFormat.GetTagFieldNumber(tag) == 1) keys.Add(input.ReadString());
            else values.Add(Property(input.ReadBytes().ToByteArray()));
        }

        return [.. keys.Zip(values)];
    }

    private static SparkplugValue Property(byte[] bytes)
    {
        var value = default(SparkplugValue);
        using var input = new CodedInputStream(bytes);
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            value = WireFormat.GetTagFieldNumber(tag) switch
            {
                1 => value with { Type = (SparkplugType)input.ReadUInt32() },
                2 => value with { IsNull = input.ReadBool() },
                var field => Value(input, value, field - 3),
            };
        }

        return value;
    }

    private static SparkplugValue Value(CodedInputStream input, SparkplugValue value, int kind)
    {
        switch (kind)
        {
            case 0: return value with { Integer = unchecked((int)input.ReadUInt32()) };
            case 1: return value with { Integer = unchecked((long)input.ReadUInt64()) };
            case 2: return value with { Number = input.ReadFloat() };
            case 3: return value with { Number = input.ReadDouble() };
            case 4: return value with { Integer = input.ReadBool() ? 1 : 0 };
            case 5: return value with { Text = input.ReadString() };
            default:
                input.SkipLastField();
                return value;
        }
    }
}
