using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>A bus has the pins it needs, and a number the chip has.</summary>
internal sealed class BusPins : IBoardRule
{
    public string Name => "bus-pins";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Bus bus in c.Board.Buses)
        {
            PinUse[] needs = bus.Kind == BusKind.I2c ? [PinUse.I2cSda, PinUse.I2cScl] : [PinUse.UartRx, PinUse.UartTx];
            foreach (PinUse need in needs.Where(n => c.Board.Pins.Count(p => p.Bus == bus.Name && p.Use == n) != 1))
                yield return c.OnBus(this, bus, $"needs exactly one pin for {need}", "hardware/board.schema.json", "name the bus on that pin");
            if (bus.Kind == BusKind.I2c && bus.Controller >= c.Module.I2cBuses)
                yield return c.OnBus(this, bus, $"wants I2C controller {bus.Controller}, but the module has {c.Module.I2cBuses} I2C controllers, numbered from 0", c.Module.Source("datasheet"), "move its devices to another bus");
        }

        foreach (IGrouping<(BusKind, int?), Bus> same in c.Board.Buses.Where(b => b.Number is not null).GroupBy(b => (b.Kind, b.Number)).Where(g => g.Count() > 1))
            yield return c.OnBus(this, same.Last(), $"has the number {same.Key.Item2}, and so has {same.First().Name}: the node's configuration cannot tell them apart", "hardware/board.schema.json", "give it a free number");

        foreach (Pin pin in c.Board.Pins.Where(p => p.Bus is not null && c.Board.Bus(p.Bus) is null))
            yield return c.OnPin(this, pin, $"names the bus {pin.Bus}, which the board does not have", "hardware/board.schema.json", "correct the name");
    }
}
