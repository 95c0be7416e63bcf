using System.Globalization;
using SmartCity.Node.Clock;

namespace SmartCity.Node.Virtual.Devices;

/// <summary>
/// DS3231: runs on from the time it was set to while it has a battery; without one, or when new, it stands at 2000-01-01
/// with the oscillator-stopped flag up.
/// </summary>
public sealed class SimulatedDs3231(INodeClock clock) : SimulatedI2cDevice
{
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private DateTime _setTo = Epoch;
    private long _setAt;
    private byte _status = 0x88;
    private byte _control = 0x1c;
    private int _pointer;

    public double Celsius { get; set => field = Held(field, value); } = 20;

    public bool HasBattery { get; set; } = true;

    /// <summary>How fast the crystal runs: 2 is 2 ppm fast.</summary>
    public double DriftPpm { get; set; }

    /// <summary>Its time now, UTC.</summary>
    public DateTime Time
    {
        get => _setTo.AddMilliseconds((clock.MonotonicMs - _setAt) * (1 + (DriftPpm / 1e6)));
        set => (_setTo, _setAt, _status) = (value, clock.MonotonicMs, (byte)(_status & 0x7f));
    }

    internal override bool OnWrite(ReadOnlySpan<byte> data)
    {
        _pointer = data[0];
        if (data.Length < 2) return true;
        if (_pointer == 0x0e) _control = data[1];
        if (_pointer == 0x0f) _status = (byte)(data[1] & 0x88);
        if (_pointer != 0 || data.Length < 8) return true;
        string text = string.Create(CultureInfo.InvariantCulture, $"20{data[7]:x2}-{data[6]:x2}-{data[5]:x2} {data[3]:x2}:{data[2]:x2}:{data[1]:x2}");
        byte status = _status;
        Time = DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        _status = status;
        return true;
    }

    internal override bool OnRead(Span<byte> data)
    {
        for (int i = 0; i < data.Length; i++) data[i] = Register(_pointer + i);
        return true;
    }

    protected override void Reset()
    {
        if (!HasBattery) (_setTo, _setAt, _status) = (Epoch, clock.MonotonicMs, 0x88);
        _pointer = 0;
    }

    private byte Register(int number)
    {
        DateTime now = Time;
        int quarters = Clamped(Celsius * 4, -160, 360);
        return number switch
        {
            0 => Bcd(now.Second),
            1 => Bcd(now.Minute),
            2 => Bcd(now.Hour),
            3 => (byte)(((int)now.DayOfWeek + 6) % 7 + 1),
            4 => Bcd(now.Day),
            5 => Bcd(now.Month),
            6 => Bcd(now.Year % 100),
            0x0e => _control,
            0x0f => _status,
            0x11 => (byte)(quarters >> 2),
            0x12 => (byte)((quarters & 3) << 6),
            _ => 0,
        };
    }

    private static byte Bcd(int value) => Convert.ToByte(value.ToString(CultureInfo.InvariantCulture), 16);
}
