using System.Buffers.Binary;

namespace SmartCity.Node.Virtual.Devices;

/// <summary>
/// A MODBUS RTU slave with 16-bit registers that answer functions 3 and 4 alike; an unknown register is exception 2, an
/// unknown function exception 1 (MODBUS Application Protocol V1.1b3 §7). Requests for others are heard and ignored.
/// </summary>
public sealed class SimulatedModbusProbe(byte slave) : ISerialProbe
{
    private readonly Dictionary<int, ushort> _registers = [];

    /// <summary>Milliseconds between the end of a request and the start of the reply.</summary>
    public double LatencyMs { get; set; } = 40;

    /// <summary>True: says nothing.</summary>
    public bool Silent { get; set; }

    /// <summary>Requests answered, exceptions included.</summary>
    public int Answered { get; private set; }

    public void SetWord(int register, int value) => _registers[register] = (ushort)value;

    /// <summary>A float over two registers, the higher half first.</summary>
    public void SetFloat(int register, float value) => SetLong(register, BitConverter.SingleToInt32Bits(value));

    /// <summary>32 bits over two registers, the higher half first.</summary>
    public void SetLong(int register, int value)
    {
        SetWord(register, value >> 16);
        SetWord(register + 1, value);
    }

    public void Receive(ReadOnlySpan<byte> data, SimulatedSerialLine line)
    {
        if (Silent || data.Length != 8 || data[0] != slave || Crc(data) != 0) return;
        Answered++;
        int first = BinaryPrimitives.ReadUInt16BigEndian(data[2..]);
        int count = BinaryPrimitives.ReadUInt16BigEndian(data[4..]);
        byte[] body = [slave, data[1], (byte)(2 * count), .. new byte[2 * count]];
        for (int i = 0; i < count; i++)
        {
            if (!_registers.TryGetValue(first + i, out ushort word))
            {
                body = [slave, (byte)(data[1] | 0x80), 2];
                break;
            }

            BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(3 + (2 * i)), word);
        }

        if (data[1] is not (3 or 4)) body = [slave, (byte)(data[1] | 0x80), 1];
        int crc = Crc(body);
        line.Send([.. body, (byte)crc, (byte)(crc >> 8)], line.Clock.MonotonicMs + LatencyMs);
    }

    public void Tick(SimulatedSerialLine line)
    {
    }

    // Over a frame with its own CRC the result is 0.
    private static int Crc(ReadOnlySpan<byte> data)
    {
        uint register = 0xffff;
        foreach (byte b in data)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bool feedback = ((register ^ (uint)(b >> bit)) & 1) != 0;
                register >>= 1;
                if (feedback) register ^= 0xa001;
            }
        }

        return (int)register;
    }
}
