using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>A strap is read at reset: what hangs on it decides whether the chip boots. Only the boot button may.</summary>
internal sealed class StrappingPin : IBoardRule
{
    public string Name => "strapping-pin";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Pin pin in c.Board.Pins)
        {
            if (c.Module.Pin(pin.Gpio)?.Strap is { } strap && pin.Use != PinUse.Boot)
                yield return c.OnPin(this, pin, $"is a strap ({strap}): whatever is wired to it can keep the chip from booting", c.Module.Source("strap"), "move it to a pin that is no strap");
        }
    }
}
