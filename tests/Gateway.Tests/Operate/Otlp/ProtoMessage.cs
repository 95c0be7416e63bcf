using Google.Protobuf;

namespace SmartCity.Gateway.Tests.Operate.Otlp;

/// <summary>Any protocol buffers message, read without a schema: what stands in each field, in order.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, object Value)> _fields = [];

    public ProtoMessage(byte[] bytes)
    {
        using var input = new CodedInputStream(bytes);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            _fields.Add((WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => input.ReadUInt64(),
                WireFormat.WireType.Fixed64 => input.ReadFixed64(),
                WireFormat.WireType.LengthDelimited => input.ReadBytes().ToByteArray(),
                _ => throw new InvalidDataException("a wire type that nothing here uses"),
            }));
        }
    }

    public bool Has(int field) => _fields.Exists(entry => entry.Field == field);

    public IEnumerable<ProtoMessage> All(int field) => _fields.Where(entry => entry.Field == field).Select(entry => new ProtoMessage((byte[])entry.Value));

    public ProtoMessage One(int field) => All(field).Single();

    public string Text(int field) => System.Text.Encoding.UTF8.GetString((byte[])_fields.Single(entry => entry.Field == field).Value);

    public ulong Number(int field) => (ulong)_fields.Single(entry => entry.Field == field).Value;

    public double Real(int field) => BitConverter.UInt64BitsToDouble(Number(field));
}
