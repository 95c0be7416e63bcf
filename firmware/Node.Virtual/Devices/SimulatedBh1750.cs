using SmartCity.Node.Clock;

namespace SmartCity.Node.Virtual.Devices;

/// <summary>BH1750: needs 0x01, measures once on 0x20 for 120 ms, then holds the result and powers down.</summary>
public sealed class SimulatedBh1750(INodeClock clock) : SimulatedI2cDevice
{
    private bool _on;
    private int _result;
    private int _next;
    private long _doneAt;

    public double Lux { get; set => field = Held(field, value); } = 1000;

    internal override bool OnWrite(ReadOnlySpan<byte> data)
    {
        switch (data[0])
        {
            case 0x01:
                _on = true;
                return true;
            case 0x20 when _on:
                _next = Clamped(Lux * 1.2, 0, 65535);
                _doneAt = clock.MonotonicMs + 120;
                _on = false;
                return true;
            case 0x20:
                return true;
            default:
                return false;
        }
    }

    internal override bool OnRead(Span<byte> data)
    {
        if (clock.MonotonicMs >= _doneAt) _result = _next;
        data[0] = (byte)(_result >> 8);
        if (data.Length > 1) data[1] = (byte)_result;
        return true;
    }

    protected override void Reset() => (_on, _result, _next) = (false, 0, 0);
}
