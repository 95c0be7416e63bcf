using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>Pins with false edges neither count nor wake.</summary>
internal sealed class GlitchPin : IBoardRule
{
    public string Name => "glitch-pin";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Pin pin in c.Board.Pins)
        {
            if ((pin.Use == PinUse.Pulse || pin.Wake is not null) && c.Module.Pin(pin.Gpio)?.Glitch == true)
                yield return c.OnPin(this, pin, "sees false edges of about 80 ns whenever the converter or the radio powers up", c.Module.Source("glitch"), "use it for a slow analogue voltage and count on another pin");
        }
    }
}
