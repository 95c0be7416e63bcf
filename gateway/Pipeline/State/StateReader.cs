using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace SmartCity.Pipeline.State;

/// <summary>Reads what <see cref="StateWriter"/> wrote. Once something is wrong <see cref="Failed"/> stays true and zeros follow.</summary>
public sealed class StateReader(ReadOnlyMemory<byte> bytes)
{
    private int _at;

    public bool Failed { get; private set; }

    public bool AtEnd => _at == bytes.Length;

    public void Fail() => Failed = true;

    public long Whole()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (!Has(1)) return 0;
            byte b = bytes.Span[_at++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80) return (long)(value >> 1) ^ -(long)(value & 1);
        }

        Failed = true;
        return 0;
    }

    public int Small() => (int)Math.Clamp(Whole(), int.MinValue, int.MaxValue);

    /// <summary>A count of things that follow; fails above what the bytes could hold.</summary>
    public int Count()
    {
        long count = Whole();
        if (count >= 0 && count <= bytes.Length - _at) return Failed ? 0 : (int)count;
        Failed = true;
        return 0;
    }

    public bool Bool() => Whole() != 0;

    public double Number()
    {
        if (!Has(8)) return 0;
        double value = BinaryPrimitives.ReadDoubleLittleEndian(bytes.Span[_at..]);
        _at += 8;
        return value;
    }

    public string? Text()
    {
        long length = Whole();
        if (length == -1) return null;
        if (length < 0 || length > bytes.Length - _at || !Utf8.IsValid(bytes.Span.Slice(_at, (int)length)))
        {
            Failed = true;
            return null;
        }

        string text = Encoding.UTF8.GetString(bytes.Span.Slice(_at, (int)length));
        _at += (int)length;
        return text;
    }

    /// <summary>A reader over a piece; empty and failed when the bytes do not hold it.</summary>
    public StateReader Piece()
    {
        int length = Count();
        var piece = new StateReader(bytes.Slice(_at, length));
        if (Failed) piece.Fail();
        _at += length;
        return piece;
    }

    /// <summary>A part that was saved with <see cref="StateWriter.Part"/>; absence on one side only is a failure.</summary>
    public void Part(IStateful? part)
    {
        if (Bool() != (part != null)) Failed = true;
        else part?.Load(this);
    }

    private bool Has(int count)
    {
        if (!Failed && bytes.Length - _at >= count) return true;
        Failed = true;
        return false;
    }
}
