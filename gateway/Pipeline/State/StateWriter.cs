using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SmartCity.Pipeline.State;

/// <summary>Something whose memory of the past can be written down and taken up again.</summary>
public interface IStateful
{
    void Save(StateWriter writer);

    /// <summary>Takes the saved state up; <see cref="StateReader.Failed"/> tells whether it could.</summary>
    void Load(StateReader reader);
}

/// <summary>Growing buffer of LEB128 integers, doubles and texts.</summary>
public sealed class StateWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Whole(long value)
    {
        ulong rest = (ulong)((value << 1) ^ (value >> 63));
        var span = _bytes.GetSpan(10);
        int length = 0;
        for (; rest >= 0x80; rest >>= 7) span[length++] = (byte)(rest | 0x80);
        span[length++] = (byte)rest;
        _bytes.Advance(length);
    }

    public void Bool(bool value) => Whole(value ? 1 : 0);

    public void Number(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
    }

    /// <summary>Text or null.</summary>
    public void Text(string? value)
    {
        if (value == null)
        {
            Whole(-1);
            return;
        }

        int length = Encoding.UTF8.GetByteCount(value);
        Whole(length);
        _bytes.Advance(Encoding.UTF8.GetBytes(value, _bytes.GetSpan(Math.Max(1, length))));
    }

    /// <summary>Length, then the bytes of another writer: a piece that a reader can skip.</summary>
    public void Piece(StateWriter piece)
    {
        Whole(piece.Written.Length);
        piece.Written.CopyTo(_bytes.GetSpan(Math.Max(1, piece.Written.Length)));
        _bytes.Advance(piece.Written.Length);
    }

    /// <summary>A part that may be absent.</summary>
    public void Part(IStateful? part)
    {
        Bool(part != null);
        part?.Save(this);
    }
}
