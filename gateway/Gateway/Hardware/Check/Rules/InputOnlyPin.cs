using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>A pin without output driver can drive nothing.</summary>
internal sealed class InputOnlyPin : IBoardRule
{
    public string Name => "input-only-pin";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Pin pin in c.Board.Pins)
        {
            bool drives = pin.IsOutput || pin.Use is PinUse.I2cSda or PinUse.I2cScl;
            if (drives && c.Module.Pin(pin.Gpio)?.InputOnly == true)
                yield return c.OnPin(this, pin, "has no output driver and cannot drive its net", c.Module.Source("input-only"), "use it as an input and move the output to another pin");
        }
    }
}
