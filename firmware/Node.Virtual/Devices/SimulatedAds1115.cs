namespace SmartCity.Node.Virtual.Devices;

/// <summary>
/// ADS1115 with four single-ended inputs in volts. A conversion is over after two looks at the configuration register;
/// the full scale and the saturation of the code follow SBAS444E §7.5.4.
/// </summary>
public sealed class SimulatedAds1115 : SimulatedI2cDevice
{
    private const int ResetConfig = 0x8583;
    private readonly double[] _volts = new double[4];
    private int _pointer;
    private int _config = ResetConfig;
    private int _code;
    private int _looksLeft;

    /// <summary>Voltage at AIN0 … AIN3.</summary>
    public double this[int input]
    {
        get => _volts[input];
        set => _volts[input] = Held(_volts[input], value);
    }

    internal override bool OnWrite(ReadOnlySpan<byte> data)
    {
        _pointer = data[0] & 3;
        if (data.Length < 3 || _pointer != 1) return true;
        int written = (data[1] << 8) | data[2];
        _config = written & 0x7fff;
        if ((written & 0x8000) != 0) _looksLeft = 2;
        return true;
    }

    internal override bool OnRead(Span<byte> data)
    {
        int value = _pointer == 0 ? _code : Status();
        data[0] = (byte)(value >> 8);
        if (data.Length > 1) data[1] = (byte)value;
        return true;
    }

    protected override void Reset() => (_pointer, _config, _code, _looksLeft) = (0, ResetConfig & 0x7fff, 0, 0);

    private int Status()
    {
        if (_looksLeft == 0) return _config | 0x8000;
        _looksLeft--;
        if (_looksLeft == 0) Convert();
        return _looksLeft == 0 ? _config | 0x8000 : _config;
    }

    private void Convert()
    {
        int mux = _config >> 12 & 7;
        double volts = mux >= 4 ? _volts[mux - 4] : _volts[0] - _volts[1];
        double fullScale = (_config >> 9 & 7) switch { 0 => 6.144, 1 => 4.096, 2 => 2.048, 3 => 1.024, 4 => 0.512, _ => 0.256 };
        _code = Clamped(volts / fullScale * 32768, -32768, 32767) & 0xffff;
    }
}
