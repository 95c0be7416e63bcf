using System.Buffers.Binary;
using SmartCity.Node.Clock;

namespace SmartCity.Node.Virtual.Devices;

/// <summary>
/// ADXL345 with its FIFO: fills at the set rate while measuring, one sample out for six bytes read. Vibration is one
/// tone in the middle of each band, along the y axis.
/// </summary>
public sealed class SimulatedAdxl345(INodeClock clock) : SimulatedI2cDevice
{
    private const double StandardGravity = 9.80665;
    private readonly byte[] _map = new byte[0x3a];
    private int _pointer;
    private int _taken;
    private long _fillingSince = -1;

    /// <summary>RMS of a 50 Hz tone, m/s².</summary>
    public double LowBand { get; set => field = Held(field, value); }

    /// <summary>RMS of a 125 Hz tone, m/s².</summary>
    public double MiddleBand { get; set => field = Held(field, value); }

    /// <summary>RMS of a 275 Hz tone, m/s².</summary>
    public double HighBand { get; set => field = Held(field, value); }

    /// <summary>Angle between gravity and the z axis, turned about y.</summary>
    public double TiltDegrees { get; set => field = Held(field, value); }

    internal override bool OnWrite(ReadOnlySpan<byte> data)
    {
        _pointer = data[0];
        if (data.Length < 2) return _pointer < _map.Length;
        _map[data[0]] = data[1];
        if (data[0] is not (0x38 or 0x2d)) return true;
        bool fills = (_map[0x38] & 0xc0) == 0x40 && (_map[0x2d] & 0x08) != 0;
        _fillingSince = fills ? clock.MonotonicMs : -1;
        _taken = 0;
        return true;
    }

    internal override bool OnRead(Span<byte> data)
    {
        _map[0x00] = 0xe5;
        _map[0x39] = (byte)Math.Max(0, Collected() - _taken);
        if (_pointer == 0x32 && data.Length == 6) TakeSample();
        _map.AsSpan(_pointer, data.Length).CopyTo(data);
        return true;
    }

    protected override void Reset()
    {
        Array.Clear(_map);
        _map[0x2c] = 0x0a;
        (_pointer, _taken, _fillingSince) = (0, 0, -1);
    }

    private double Rate => 3200.0 / (1 << (0x0f - (_map[0x2c] & 0x0f)));

    private int Collected()
    {
        return _fillingSince < 0 ? 0 : (int)Math.Min(32, Math.Max(0, clock.MonotonicMs - _fillingSince - 1.5) / 1000 * Rate);
    }

    private void TakeSample()
    {
        double t = _taken++ / Rate;
        double tilt = TiltDegrees * Math.PI / 180;
        Put(0x32, StandardGravity * Math.Sin(tilt));
        Put(0x34, Math.Sqrt(2) * ((LowBand * Tone(50, t)) + (MiddleBand * Tone(125, t)) + (HighBand * Tone(275, t))));
        Put(0x36, StandardGravity * Math.Cos(tilt));
    }

    private static double Tone(double hertz, double t) => Math.Sin((2 * Math.PI * hertz * t) + 0.3);

    // Full resolution: 3.9 mg a bit, little end first.
    private void Put(int register, double acceleration)
    {
        int code = Clamped(acceleration / StandardGravity / 0.0039, -4096, 4095);
        BinaryPrimitives.WriteInt16LittleEndian(_map.AsSpan(register), (short)code);
    }
}
