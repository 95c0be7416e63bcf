using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>Only pins of the RTC domain wake the chip, and their resting level must hold while it sleeps.</summary>
internal sealed class WakePin : IBoardRule
{
    public string Name => "wake-pin";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Pin pin in c.Board.Pins.Where(p => p.Wake is not null))
        {
            if (c.Module.Pin(pin.Gpio)?.Rtc != true)
                yield return c.OnPin(this, pin, "is to wake the chip, but is not an RTC pin", c.Module.Source("wake"), "move it to an RTC pin");
            if (!pin.Driven && pin.Pull is null)
                yield return c.OnPin(this, pin, "is to wake the chip, but nothing holds its resting level: internal pulls are off in deep sleep", c.Module.Source("wake"), "add an external pull, or say what drives it");
        }
    }
}
