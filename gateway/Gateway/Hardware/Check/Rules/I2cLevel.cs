using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>The bus voltage suits the chip and every device on it.</summary>
internal sealed class I2cLevel : IBoardRule
{
    public string Name => "i2c-level";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Bus bus in c.Board.Buses.Where(b => b.Kind == BusKind.I2c))
        {
            if (c.Board.Rail(bus.Rail) is not { } rail) continue;
            if (rail.Volts > c.Module.MaxInputVolts)
                yield return c.OnBus(this, bus, $"is pulled up to {rail.Name} ({Show.Number(rail.Volts)} V), but the chip bears {Show.Number(c.Module.MaxInputVolts)} V", c.Module.Source("level"), "pull it up to 3.3 V, or put a level shifter between");
            foreach (Device device in c.Board.Devices.Where(d => d.Bus == bus.Name))
            {
                if (device.MaxLogicVolts < rail.MaxVolts)
                    yield return c.OnDevice(this, device, $"bears {Show.Number(device.MaxLogicVolts.Value)} V on its bus pins, but {bus.Name} reaches {Show.Number(rail.MaxVolts)} V", device.Source, "put a level shifter between");
                if (device.InputHighVolts > rail.MinVolts)
                    yield return c.OnDevice(this, device, $"takes no less than {Show.Number(device.InputHighVolts.Value)} V as a one, but {bus.Name} may only reach {Show.Number(rail.MinVolts)} V", device.Source, "put a level shifter between");
            }
        }
    }
}
