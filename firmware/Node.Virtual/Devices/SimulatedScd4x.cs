using SmartCity.Node.Clock;

namespace SmartCity.Node.Virtual.Devices;

/// <summary>
/// SCD4x in periodic measurement: a value every 5 s, given once (datasheet v1.6 §3.6); everything but reading, stopping
/// and the ambient pressure is refused while it measures.
/// </summary>
public sealed class SimulatedScd4x(INodeClock clock) : SensirionDevice(clock)
{
    private const int PeriodMs = 5000;
    private long _startedAt = -1;
    private long _given;

    public double CarbonDioxidePpm { get; set => field = Held(field, value); } = 420;

    public double Celsius { get; set => field = Held(field, value); } = 20;

    public double HumidityPercent { get; set => field = Held(field, value); } = 50;

    /// <summary>Last ambient pressure written, hPa; 0 for none.</summary>
    public int AmbientPressure { get; private set; }

    internal override bool OnWrite(ReadOnlySpan<byte> data)
    {
        if (data.Length < 2) return false;
        bool measuring = _startedAt >= 0;
        switch ((data[0] << 8) | data[1])
        {
            case 0x21b1 when !measuring:
                _startedAt = Clock.MonotonicMs;
                _given = 0;
                return true;
            case 0x3f86 when measuring:
                _startedAt = -1;
                return true;
            case 0xe000 when data.Length == 5 && Crc(data[2], data[3]) == data[4]:
                AmbientPressure = (data[2] << 8) | data[3];
                return true;
            case 0xec05:
                Measure(measuring);
                return true;
            default:
                return false;
        }
    }

    protected override void Reset()
    {
        base.Reset();
        _startedAt = -1;
        AmbientPressure = 0;
    }

    private void Measure(bool measuring)
    {
        long period = measuring ? (Clock.MonotonicMs - _startedAt) / PeriodMs : 0;
        if (period <= _given) return;
        _given = period;
        Answer(
            1,
            Clamped(CarbonDioxidePpm, 0, 65535),
            Clamped((Celsius + 45) / 175 * 65535, 0, 65535),
            Clamped(HumidityPercent / 100 * 65535, 0, 65535));
    }
}
