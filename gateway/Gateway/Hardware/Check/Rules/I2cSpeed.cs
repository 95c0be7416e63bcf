using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>The slowest device sets the clock of a bus.</summary>
internal sealed class I2cSpeed : IBoardRule
{
    public string Name => "i2c-speed";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Device device in c.Board.Devices)
        {
            if (c.Board.Bus(device.Bus) is { } bus && device.MaxHz is { } most && bus.Hz > most)
                yield return c.OnDevice(this, device, $"takes {most / 1000} kHz at most, but {bus.Name} runs at {bus.Hz / 1000} kHz", device.Source, $"run {bus.Name} at {most / 1000} kHz");
        }
    }
}
