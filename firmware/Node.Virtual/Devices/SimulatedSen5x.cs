using SmartCity.Node.Clock;

namespace SmartCity.Node.Virtual.Devices;

/// <summary>
/// SEN55: starts on 0x0021, answers 0x03C4 with what it measured last; unknown values until 1 s after the start, NOx
/// until 11 s (datasheet v2, §6.1.6 and table 2).
/// </summary>
public sealed class SimulatedSen5x(INodeClock clock) : SensirionDevice(clock)
{
    private long _startedAt = -1;

    public double Pm1 { get; set => field = Held(field, value); } = 5;

    public double Pm25 { get; set => field = Held(field, value); } = 8;

    public double Pm4 { get; set => field = Held(field, value); } = 9;

    public double Pm10 { get; set => field = Held(field, value); } = 10;

    public double HumidityPercent { get; set => field = Held(field, value); } = 50;

    public double Celsius { get; set => field = Held(field, value); } = 20;

    public double VocIndex { get; set => field = Held(field, value); } = 100;

    public double NoxIndex { get; set => field = Held(field, value); } = 1;

    internal override bool OnWrite(ReadOnlySpan<byte> data)
    {
        if (data.Length < 2) return false;
        switch ((data[0] << 8) | data[1])
        {
            case 0x0021:
                if (_startedAt < 0) _startedAt = Clock.MonotonicMs;
                return true;
            case 0x0104:
                _startedAt = -1;
                return true;
            case 0x03c4:
                Measure();
                return true;
            default:
                return false;
        }
    }

    protected override void Reset()
    {
        base.Reset();
        _startedAt = -1;
    }

    private void Measure()
    {
        long age = _startedAt < 0 ? -1 : Clock.MonotonicMs - _startedAt;
        if (age < 1000)
        {
            Answer(20, 0xffff, 0xffff, 0xffff, 0xffff, 0x7fff, 0x7fff, 0x7fff, 0x7fff);
            return;
        }

        Answer(
            20,
            Unsigned(Pm1),
            Unsigned(Pm25),
            Unsigned(Pm4),
            Unsigned(Pm10),
            Signed(HumidityPercent, 100),
            Signed(Celsius, 200),
            Signed(VocIndex, 10),
            age < 11000 ? 0x7fff : Signed(NoxIndex, 10));
    }

    private static int Unsigned(double micrograms) => Clamped(micrograms * 10, 0, 0xfffe);

    private static int Signed(double value, int scale) => Clamped(value * scale, -32768, 32766) & 0xffff;
}
