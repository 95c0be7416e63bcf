using System.Buffers.Binary;
using System.Text;

namespace SmartCity.Pipeline.Export;

/// <summary>Writes CBOR (RFC 8949) into a span and remembers when it did not fit.</summary>
internal ref struct CborOutput(Span<byte> target)
{
    public const int Array = 4;
    public const int Map = 5;

    private readonly Span<byte> _target = target;

    public int Length { get; private set; }

    public bool Overflow { get; private set; }

    /// <summary>Initial byte and argument, the shortest form.</summary>
    public void Head(int major, ulong value)
    {
        int size = value < 24 ? 0 : value <= byte.MaxValue ? 1 : value <= ushort.MaxValue ? 2 : value <= uint.MaxValue ? 4 : 8;
        int info = size switch { 0 => (int)value, 1 => 24, 2 => 25, 4 => 26, _ => 27 };
        Byte((byte)((major << 5) | info));
        for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) Byte((byte)(value >> shift));
    }

    public void Integer(long value)
    {
        if (value >= 0) Head(0, (ulong)value);
        else Head(1, (ulong)(-1 - value));
    }

    /// <summary>mantissa / 10^places, as an integer where it is one, else a decimal fraction (tag 4).</summary>
    public void Decimal(long mantissa, int places)
    {
        while (places > 0 && mantissa % 10 == 0)
        {
            mantissa /= 10;
            places--;
        }

        if (places > 0)
        {
            Byte(0xc4);
            Head(Array, 2);
            Integer(-places);
        }

        Integer(mantissa);
    }

    public void Double(double value)
    {
        Byte(0xfb);
        if (!Room(8)) return;
        BinaryPrimitives.WriteDoubleBigEndian(_target[Length..], value);
        Length += 8;
    }

    public void Bool(bool value) => Byte((byte)(value ? 0xf5 : 0xf4));

    public void Text(string value)
    {
        int bytes = Encoding.UTF8.GetByteCount(value);
        Head(3, (ulong)bytes);
        if (Room(bytes)) Length += Encoding.UTF8.GetBytes(value, _target[Length..]);
    }

    public void Utf8(ReadOnlySpan<byte> value)
    {
        Head(3, (ulong)value.Length);
        if (!Room(value.Length)) return;
        value.CopyTo(_target[Length..]);
        Length += value.Length;
    }

    private void Byte(byte value)
    {
        if (Room(1)) _target[Length++] = value;
    }

    private bool Room(int bytes)
    {
        if (!Overflow && _target.Length - Length >= bytes) return true;
        Overflow = true;
        return false;
    }
}
