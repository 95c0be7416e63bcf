using System.Buffers;
using System.Text;

namespace SmartCity.Gateway.Web.Export;

/// <summary>
/// As much of Thrift's compact protocol as Parquet's metadata needs
/// (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md).
/// </summary>
internal sealed class ThriftWriter
{
    private const int I32 = 5;
    private const int I64 = 6;
    private const int Binary = 8;
    private const int ListType = 9;
    private const int Struct = 12;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Stack<int> _fields = new();
    private int _last;

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public ThriftWriter Int(int field, int value)
    {
        Head(field, I32);
        Zigzag(value);
        return this;
    }

    public ThriftWriter Long(int field, long value)
    {
        Head(field, I64);
        Zigzag(value);
        return this;
    }

    public ThriftWriter Text(int field, string value)
    {
        Head(field, Binary);
        Text(value);
        return this;
    }

    /// <summary>Begins a structure as a field; <see cref="End"/> ends it.</summary>
    public ThriftWriter Begin(int field)
    {
        Head(field, Struct);
        return Begin();
    }

    /// <summary>Begins a structure as an item of a list, or the outermost.</summary>
    public ThriftWriter Begin()
    {
        _fields.Push(_last);
        _last = 0;
        return this;
    }

    public ThriftWriter End()
    {
        Byte(0);
        _last = _fields.Pop();
        return this;
    }

    public ThriftWriter Structs(int field, int count) => List(field, count, Struct);

    public ThriftWriter Ints(int field, params ReadOnlySpan<int> values)
    {
        List(field, values.Length, I32);
        foreach (var value in values) Zigzag(value);
        return this;
    }

    public ThriftWriter Texts(int field, params ReadOnlySpan<string> values)
    {
        List(field, values.Length, Binary);
        foreach (var value in values) Text(value);
        return this;
    }

    private ThriftWriter List(int field, int count, int type)
    {
        Head(field, ListType);
        if (count < 15)
        {
            Byte((byte)((count << 4) | type));
            return this;
        }

        Byte((byte)(0xF0 | type));
        Unsigned((ulong)count);
        return this;
    }

    private void Head(int field, int type)
    {
        // All fields here follow their predecessor closely enough for the short form.
        Byte((byte)(((field - _last) << 4) | type));
        _last = field;
    }

    private void Text(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        Unsigned((ulong)utf8.Length);
        _bytes.Write(utf8);
    }

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    private void Zigzag(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    private void Unsigned(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Byte((byte)(value | 0x80));
        Byte((byte)value);
    }
}
