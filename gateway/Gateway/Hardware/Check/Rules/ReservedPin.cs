using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>Some pins are spoken for by the module's maker.</summary>
internal sealed class ReservedPin : IBoardRule
{
    public string Name => "reserved-pin";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Pin pin in c.Board.Pins)
        {
            if (c.Module.Pin(pin.Gpio)?.Reserved is { } use)
                yield return c.OnPin(this, pin, $"is reserved: {use}", c.Module.Source("reserved"), "take another pin");
        }
    }
}
