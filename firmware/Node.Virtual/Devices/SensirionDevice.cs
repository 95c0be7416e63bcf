using SmartCity.Node.Clock;

namespace SmartCity.Node.Virtual.Devices;

/// <summary>
/// A device that speaks Sensirion's words with CRC: takes a command, works on it for its time (and acknowledges no read
/// meanwhile), then gives the answer once.
/// </summary>
public abstract class SensirionDevice(INodeClock clock) : SimulatedI2cDevice
{
    private byte[] _answer = [];
    private long _readyAt;

    protected INodeClock Clock { get; } = clock;

    internal override bool OnRead(Span<byte> data)
    {
        if (_answer.Length == 0 || Clock.MonotonicMs < _readyAt) return false;
        data.Fill(0xff);
        _answer.AsSpan(0, Math.Min(_answer.Length, data.Length)).CopyTo(data);
        _answer = [];
        return true;
    }

    protected override void Reset() => _answer = [];

    /// <summary>Has the words ready to be read after <paramref name="ms"/>.</summary>
    protected void Answer(int ms, params ReadOnlySpan<int> words)
    {
        _answer = new byte[words.Length * 3];
        for (int i = 0; i < words.Length; i++)
        {
            _answer[i * 3] = (byte)(words[i] >> 8);
            _answer[(i * 3) + 1] = (byte)words[i];
            _answer[(i * 3) + 2] = Crc((byte)(words[i] >> 8), (byte)words[i]);
        }

        _readyAt = Clock.MonotonicMs + ms;
    }

    /// <summary>CRC-8/NRSC-5 of a word, by polynomial division of the whole 24 bits.</summary>
    public static byte Crc(byte high, byte low)
    {
        // Starting from 0xFF is the same as inverting the first byte; 0x131 is x^8 + x^5 + x^4 + 1.
        int remainder = ((high ^ 0xff) << 16) | (low << 8);
        for (int bit = 23; bit >= 8; bit--)
        {
            if ((remainder >> bit & 1) != 0) remainder ^= 0x131 << (bit - 8);
        }

        return (byte)remainder;
    }
}
