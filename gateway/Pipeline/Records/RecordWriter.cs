using System.Buffers.Binary;
using System.Text;

namespace SmartCity.Pipeline.Records;

/// <summary>Writes into a span and remembers when it did not fit, so that callers check once, at the end.</summary>
internal ref struct RecordWriter(Span<byte> target)
{
    private readonly Span<byte> _target = target;

    public int Length { get; private set; }

    public bool Overflow { get; private set; }

    public void Byte(byte value)
    {
        if (Room(1)) _target[Length++] = value;
    }

    /// <summary>LEB128, 1 to 10 bytes.</summary>
    public void Unsigned(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    /// <summary>Zigzag, then LEB128.</summary>
    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    public void Double(double value)
    {
        if (!Room(8)) return;
        BinaryPrimitives.WriteDoubleLittleEndian(_target[Length..], value);
        Length += 8;
    }

    /// <summary>Length as LEB128, then UTF-8.</summary>
    public void Text(string value)
    {
        int bytes = Encoding.UTF8.GetByteCount(value);
        Unsigned((ulong)bytes);
        if (!Room(bytes)) return;
        Length += Encoding.UTF8.GetBytes(value, _target[Length..]);
    }

    private bool Room(int bytes)
    {
        if (!Overflow && _target.Length - Length >= bytes) return true;
        Overflow = true;
        return false;
    }
}
