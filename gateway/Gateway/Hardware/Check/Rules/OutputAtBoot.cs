using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>From power-on until the firmware runs, an output is where its resistors put it.</summary>
internal sealed class OutputAtBoot : IBoardRule
{
    public string Name => "output-at-boot";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Pin pin in c.Board.Pins.Where(p => p.Use is PinUse.Output or PinUse.UartDe))
        {
            Level? weak = c.Module.Pin(pin.Gpio)?.Reset;
            Level? boot = pin.Pull?.Level ?? weak;
            bool fought = pin.Pull is { } pull && weak is { } chip && chip != pull.Level && pull.Ohms > c.Module.WeakPullOhms / 4;
            if (pin.Safe is null)
                yield return c.OnPin(this, pin, "does not say which level is safe", c.Module.Source("reset"), "add safe: low or high");
            else if (boot is null)
                yield return c.OnPin(this, pin, "floats while the chip boots", c.Module.Source("reset"), $"add a resistor of 10 kΩ to {To(pin.Safe.Value)}");
            else if (boot != pin.Safe || fought)
                yield return c.OnPin(this, pin, $"is {(fought ? "between the levels" : boot == Level.Low ? "low" : "high")} while the chip boots, but only {(pin.Safe == Level.Low ? "low" : "high")} is safe", c.Module.Source("reset"), $"add a resistor of 10 kΩ to {To(pin.Safe.Value)}, or take a pin that boots the other way");
            else if (pin.Actuator && pin.Pull is null)
                yield return c.OnPin(this, pin, "moves something, and only the chip's weak pull holds it: a brown-out may open the valve", c.Module.Source("reset"), $"add a resistor of 10 kΩ to {To(pin.Safe.Value)}");
        }
    }

    private static string To(Level level) => level == Level.Low ? "GND" : "3V3";
}
