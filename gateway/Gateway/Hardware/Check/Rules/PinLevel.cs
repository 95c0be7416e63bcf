using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>No more than the chip bears at any of its inputs.</summary>
internal sealed class PinLevel : IBoardRule
{
    public string Name => "pin-level";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Pin pin in c.Board.Pins)
        {
            double volts = pin.VoltsAtChip(c.Module.IoVolts);
            if (volts > c.Module.MaxInputVolts)
                yield return c.OnPin(this, pin, $"is driven to {Show.Number(volts)} V, but bears {Show.Number(c.Module.MaxInputVolts)} V", c.Module.Source("level"), "divide the level down, or put an optocoupler between");
            if (pin.Pull is { To: not "GND" } pull && c.Board.Rail(pull.To) is { } rail && rail.Volts > c.Module.MaxInputVolts)
                yield return c.OnPin(this, pin, $"is pulled up to {rail.Name} ({Show.Number(rail.Volts)} V), but bears {Show.Number(c.Module.MaxInputVolts)} V", c.Module.Source("level"), "pull it up to a 3.3 V rail");
        }
    }
}
