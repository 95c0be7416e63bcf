using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>An input-only pin has no internal pull: without an external one it floats.</summary>
internal sealed class InputOnlyPull : IBoardRule
{
    public string Name => "input-only-pull";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Pin pin in c.Board.Pins)
        {
            bool floats = pin.Use is PinUse.Input or PinUse.Pulse && pin.Pull is null && !pin.Driven;
            if (floats && c.Module.Pin(pin.Gpio)?.InputOnly == true)
                yield return c.OnPin(this, pin, "has no internal pull and floats when its contact is open", c.Module.Source("input-only"), "add a resistor of 10 kΩ or more to 3V3 or GND, and name it as pull");
        }
    }
}
