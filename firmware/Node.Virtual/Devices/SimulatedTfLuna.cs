using System.Buffers.Binary;
using SmartCity.Node.Clock;

namespace SmartCity.Node.Virtual.Devices;

/// <summary>TF-Luna register map: measures 10 ms after a trigger, or every 10 ms while in continuous mode.</summary>
public sealed class SimulatedTfLuna(INodeClock clock) : SimulatedI2cDevice
{
    private readonly byte[] _map = new byte[0x30];
    private int _pointer;
    private long _doneAt = long.MaxValue;

    public double Metres { get; set => field = Held(field, value); } = 1;

    /// <summary>Strength of the echo; below 100 the distance is not to be trusted.</summary>
    public int Strength { get; set; } = 1500;

    internal override bool OnWrite(ReadOnlySpan<byte> data)
    {
        _pointer = data[0];
        if (_pointer >= _map.Length) return false;
        if (data.Length < 2) return true;
        _map[_pointer] = data[1];
        if (_pointer == 0x24 && _map[0x23] == 1) _doneAt = clock.MonotonicMs + 10;
        return true;
    }

    internal override bool OnRead(Span<byte> data)
    {
        if (_map[0x23] == 0 || clock.MonotonicMs >= _doneAt)
        {
            _doneAt = long.MaxValue;
            BinaryPrimitives.WriteUInt16LittleEndian(_map.AsSpan(0), (ushort)Clamped(Metres * 100, 0, 65535));
            BinaryPrimitives.WriteUInt16LittleEndian(_map.AsSpan(2), (ushort)Strength);
            BinaryPrimitives.WriteUInt16LittleEndian(_map.AsSpan(6), (ushort)clock.MonotonicMs);
        }

        _map.AsSpan(_pointer, data.Length).CopyTo(data);
        return true;
    }

    protected override void Reset()
    {
        Array.Clear(_map);
        (_pointer, _doneAt) = (0, long.MaxValue);
    }
}
