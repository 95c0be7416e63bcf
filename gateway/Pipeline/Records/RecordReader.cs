using System.Buffers.Binary;
using System.Text.Unicode;
using SmartCity.Pipeline.Decode;

namespace SmartCity.Pipeline.Records;

/// <summary>Reads what <see cref="RecordWriter"/> wrote; the first thing wrong sticks in <see cref="Reason"/> and zeros follow.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;

    public int At { get; private set; }

    public string? Reason { get; private set; }

    public readonly bool AtEnd => At == _source.Length;

    public readonly int Remaining => _source.Length - At;

    public byte Byte()
    {
        if (!Has(1)) return 0;
        return _source[At++];
    }

    public ulong Unsigned()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte b = Byte();
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80) return value;
        }

        Fail("integer is too long");
        return 0;
    }

    public long Signed()
    {
        ulong value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public double Double()
    {
        if (!Has(8)) return 0;
        double value = BinaryPrimitives.ReadDoubleLittleEndian(_source[At..]);
        At += 8;
        return value;
    }

    public string Text(StringCache strings)
    {
        ulong length = Unsigned();
        if (length > (ulong)Remaining) Fail("text is longer than the record");
        if (Reason != null) return "";
        var bytes = _source.Slice(At, (int)length);
        if (!Utf8.IsValid(bytes)) Fail("text is not UTF-8");
        At += (int)length;
        return Reason == null ? strings.Get(bytes) : "";
    }

    public void Fail(string reason) => Reason ??= reason;

    private bool Has(int bytes)
    {
        if (Reason == null && Remaining >= bytes) return true;
        Fail("record ends in the middle");
        return false;
    }
}
