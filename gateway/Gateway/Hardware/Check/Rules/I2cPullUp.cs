using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>The pull-up is low enough for the rise time and high enough for the weakest driver.</summary>
internal sealed class I2cPullUp : IBoardRule
{
    public string Name => "i2c-pull-up";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Bus bus in c.Board.Buses.Where(b => b.Kind == BusKind.I2c))
        {
            if (I2cLoad.PullUpOhms(c.Board, c.Module, bus) is not { } ohms || c.Board.Rail(bus.Rail) is not { } rail)
            {
                yield return c.OnBus(this, bus, "has no pull-up to a rail, and its lines never rise", I2cLoad.Source, "add two resistors, 2.2 kΩ to 4.7 kΩ, to the 3.3 V rail");
                continue;
            }

            double rise = I2cLoad.RiseNanoseconds(ohms, I2cLoad.Picofarads(c.Board, bus));
            double most = I2cLoad.MaxRiseNanoseconds(bus.Hz);
            if (rise > most)
                yield return c.OnBus(this, bus, $"rises in {Show.Number(rise)} ns, but {bus.Hz / 1000} kHz allows {most} ns", I2cLoad.Source, "lower the pull-up, shorten the cables or slow the bus down");
            double least = (rail.MaxVolts - I2cLoad.LowVolts) / I2cLoad.SinkAmperes;
            if (ohms < least)
                yield return c.OnBus(this, bus, $"has {Show.Number(ohms)} Ω of pull-up in all, and a device that sinks 3 mA needs {Show.Number(least)} Ω", I2cLoad.Source, "take off the pull-ups of the breakouts, or raise the board's");
        }
    }
}
