using SmartCity.Node.Clock;

namespace SmartCity.Node.Virtual.Devices;

/// <summary>INA219 with a shunt: converts once when a triggered mode is written, 17 ms, then raises CNVR (SBOS448G §8.6).</summary>
public sealed class SimulatedIna219(INodeClock clock, double shuntOhms = 0.1) : SimulatedI2cDevice
{
    private const int ResetConfig = 0x399f;
    private int _pointer;
    private int _config = ResetConfig;
    private int _shunt;
    private int _bus;
    private long _doneAt = long.MaxValue;

    public double Volts { get; set => field = Held(field, value); } = 12;

    /// <summary>Through the shunt; negative flows back.</summary>
    public double Amperes { get; set => field = Held(field, value); } = 0.1;

    internal override bool OnWrite(ReadOnlySpan<byte> data)
    {
        _pointer = data[0];
        if (_pointer > 5) return false;
        if (data.Length == 3 && _pointer == 0)
        {
            _config = (data[1] << 8) | data[2];
            _bus &= ~2;
            _doneAt = clock.MonotonicMs + 17;
        }

        return true;
    }

    internal override bool OnRead(Span<byte> data)
    {
        if (clock.MonotonicMs >= _doneAt) Convert();
        int value = _pointer switch { 0 => _config, 1 => _shunt, 2 => _bus, _ => 0 };
        data[0] = (byte)(value >> 8);
        if (data.Length > 1) data[1] = (byte)value;
        return true;
    }

    protected override void Reset() => (_pointer, _config, _shunt, _bus, _doneAt) = (0, ResetConfig, 0, 0, long.MaxValue);

    private void Convert()
    {
        _doneAt = long.MaxValue;
        _shunt = Clamped(Amperes * shuntOhms / 10e-6, -32000, 32000) & 0xffff;
        _bus = (Clamped(Volts / 0.004, 0, 8000) << 3) | 2;
    }
}
