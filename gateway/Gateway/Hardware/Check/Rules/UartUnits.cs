using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>Each serial line takes a controller, and one of them carries the console.</summary>
internal sealed class UartUnits : IBoardRule
{
    public string Name => "uart-units";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        Bus[] uarts = [.. c.Board.Buses.Where(b => b.Kind == BusKind.Uart)];
        foreach (Bus bus in uarts.Where(b => b.Controller >= c.Module.Uarts))
            yield return c.OnBus(this, bus, $"wants UART{bus.Controller}, but the chip has {c.Module.Uarts}, numbered from 0", c.Module.Source("uart"), "share a line, or use a UART on I2C");
        foreach (IGrouping<int, Bus> same in uarts.GroupBy(b => b.Controller).Where(g => g.Count() > 1))
            yield return c.OnBus(this, same.Last(), $"takes UART{same.Key}, which {same.First().Name} has", c.Module.Source("uart"), "give it a free controller");
        foreach (Bus bus in uarts.Where(b => b.Controller == c.Module.ConsoleUart && b.Name != "console"))
            yield return c.OnBus(this, bus, $"takes UART{bus.Controller}, which carries download and log", c.Module.Source("uart"), "take another UART and leave this one to the programming connector");
    }
}
