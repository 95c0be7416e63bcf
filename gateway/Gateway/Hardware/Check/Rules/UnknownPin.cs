using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>The module has to lead the pin out.</summary>
internal sealed class UnknownPin : IBoardRule
{
    public string Name => "unknown-pin";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Pin pin in c.Board.Pins)
        {
            if (c.Module.Pin(pin.Gpio) is not { } facts)
                yield return c.OnPin(this, pin, $"the module {c.Module.Name} has no such pin", c.Module.Source("datasheet"), "take a pin of hardware/modules/" + c.Module.Name + ".json");
            else if (facts.Pad == 0 && !facts.Flash)
                yield return c.OnPin(this, pin, $"the module {c.Module.Name} does not lead this pin out", c.Module.Source("datasheet"), "take a pin with a pad");
        }
    }
}
