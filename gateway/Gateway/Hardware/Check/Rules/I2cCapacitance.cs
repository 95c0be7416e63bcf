using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>Beyond 400 pF a bus is outside its specification at any speed.</summary>
internal sealed class I2cCapacitance : IBoardRule
{
    public string Name => "i2c-capacitance";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Bus bus in c.Board.Buses.Where(b => b.Kind == BusKind.I2c))
        {
            double farads = I2cLoad.Picofarads(c.Board, bus);
            if (farads > I2cLoad.MaxPicofarads)
                yield return c.OnBus(this, bus, $"carries {Show.Number(farads)} pF of cable and devices, above {I2cLoad.MaxPicofarads} pF", I2cLoad.Source, "shorten the cables or put a bus buffer before the long one");
        }
    }
}
