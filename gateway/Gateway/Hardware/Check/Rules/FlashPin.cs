using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>The module's own flash needs its pins.</summary>
internal sealed class FlashPin : IBoardRule
{
    public string Name => "flash-pin";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Pin pin in c.Board.Pins)
        {
            if (c.Module.Pin(pin.Gpio)?.Flash == true)
                yield return c.OnPin(this, pin, "belongs to the module's flash: the chip stops as soon as it is touched", c.Module.Source("flash"), "take a pin outside the flash's");
        }
    }
}
