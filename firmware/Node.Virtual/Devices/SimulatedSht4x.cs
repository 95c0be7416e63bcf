using SmartCity.Node.Clock;

namespace SmartCity.Node.Virtual.Devices;

/// <summary>SHT4x: one measurement on 0xFD, 8.3 ms (datasheet v7, table 5), codes by the inverse of §4.6.</summary>
public sealed class SimulatedSht4x(INodeClock clock) : SensirionDevice(clock)
{
    public double Celsius { get; set => field = Held(field, value); } = 20;

    public double HumidityPercent { get; set => field = Held(field, value); } = 50;

    internal override bool OnWrite(ReadOnlySpan<byte> data)
    {
        if (data[0] != 0xfd) return false;
        Answer(9, Clamped((Celsius + 45) / 175 * 65535, 0, 65535), Clamped((HumidityPercent + 6) / 125 * 65535, 0, 65535));
        return true;
    }
}
