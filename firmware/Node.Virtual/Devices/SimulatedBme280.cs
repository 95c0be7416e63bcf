using System.Buffers.Binary;
using SmartCity.Node.Clock;
using static SmartCity.Node.Virtual.Devices.Bme280Chip;

namespace SmartCity.Node.Virtual.Devices;

/// <summary>BME280 register map (BST-BME280-DS001 rev 1.23 §5): measures once when forced mode is written, 8 ms.</summary>
public sealed class SimulatedBme280 : SimulatedI2cDevice
{
    private readonly INodeClock _clock;
    private readonly byte[] _map = new byte[256];
    private int _pointer;
    private long _doneAt = long.MaxValue;

    public SimulatedBme280(INodeClock clock)
    {
        _clock = clock;
        Reset();
    }

    public double Celsius { get; set => field = Held(field, value); } = 20;

    public double HumidityPercent { get; set => field = Held(field, value); } = 50;

    public double Hectopascal { get; set => field = Held(field, value); } = 1013.25;

    internal override bool OnWrite(ReadOnlySpan<byte> data)
    {
        _pointer = data[0];
        for (int i = 1; i + 1 <= data.Length; i += 2)
        {
            if (data[i - 1] is 0xf2 or 0xf4 or 0xf5) _map[data[i - 1]] = data[i];
            if (data[i - 1] == 0xf4 && (data[i] & 3) is 1 or 2) _doneAt = _clock.MonotonicMs + 8;
        }

        return true;
    }

    internal override bool OnRead(Span<byte> data)
    {
        if (_clock.MonotonicMs >= _doneAt) Measure();
        _map[0xf3] = (byte)(_doneAt == long.MaxValue ? 0 : 0x08);
        for (int i = 0; i < data.Length; i++) data[i] = _map[(_pointer + i) & 0xff];
        return true;
    }

    protected override void Reset()
    {
        Array.Clear(_map);
        _doneAt = long.MaxValue;
        _map[0xd0] = 0x60;
        int[] words = [T1, T2, T3, P1, P2, P3, P4, P5, P6, P7, P8, P9];
        for (int i = 0; i < words.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(_map.AsSpan(0x88 + (i * 2)), (ushort)words[i]);
        _map[0xa1] = H1;
        BinaryPrimitives.WriteInt16LittleEndian(_map.AsSpan(0xe1), H2);
        _map[0xe3] = H3;
        _map[0xe4] = H4 >> 4;
        _map[0xe5] = (H4 & 0x0f) | ((H5 & 0x0f) << 4);
        _map[0xe6] = H5 >> 4;
        _map[0xe7] = H6;
        (_map[0xf7], _map[0xfa], _map[0xfd]) = (0x80, 0x80, 0x80);
    }

    private void Measure()
    {
        _doneAt = long.MaxValue;
        int temperature = RawTemperature(Celsius);
        int fine = Fine(temperature);
        Put20(0xf7, RawPressure(Hectopascal * 100, fine));
        Put20(0xfa, temperature);
        BinaryPrimitives.WriteUInt16BigEndian(_map.AsSpan(0xfd), (ushort)RawHumidity(HumidityPercent, fine));
        _map[0xf4] &= 0xfc;
    }

    private void Put20(int at, int raw)
    {
        _map[at] = (byte)(raw >> 12);
        _map[at + 1] = (byte)(raw >> 4);
        _map[at + 2] = (byte)(raw << 4);
    }
}
