using Google.Protobuf;
using static Google.Protobuf.WireFormat;

namespace SmartCity.Gateway.Protobuf;

/// <summary>
/// Fields of protocol buffers, each with its tag, written with the library's stream: nothing is generated and nothing
/// reflected upon. A field is written whatever its value; who wants a default left out does not call.
/// </summary>
internal static class ProtobufFields
{
    /// <summary>A whole message.</summary>
    public static byte[] Bytes(Action<CodedOutputStream> write)
    {
        using var target = new MemoryStream();
        using (var output = new CodedOutputStream(target, leaveOpen: true)) write(output);
        return target.ToArray();
    }

    /// <summary>A message within a message.</summary>
    public static void Nested(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        output.WriteTag(field, WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(Bytes(write)));
    }

    public static void UInt64(CodedOutputStream output, int field, ulong value)
    {
        output.WriteTag(field, WireType.Varint);
        output.WriteUInt64(value);
    }

    public static void UInt32(CodedOutputStream output, int field, uint value)
    {
        output.WriteTag(field, WireType.Varint);
        output.WriteUInt32(value);
    }

    public static void Bool(CodedOutputStream output, int field, bool value)
    {
        output.WriteTag(field, WireType.Varint);
        output.WriteBool(value);
    }

    public static void Fixed64(CodedOutputStream output, int field, ulong value)
    {
        output.WriteTag(field, WireType.Fixed64);
        output.WriteFixed64(value);
    }

    public static void Double(CodedOutputStream output, int field, double value)
    {
        output.WriteTag(field, WireType.Fixed64);
        output.WriteDouble(value);
    }

    public static void Text(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireType.LengthDelimited);
        output.WriteString(value);
    }
}
