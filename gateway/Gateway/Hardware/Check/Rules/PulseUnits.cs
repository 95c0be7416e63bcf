using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>Pulses that must not be missed need a counter in hardware.</summary>
internal sealed class PulseUnits : IBoardRule
{
    public string Name => "pulse-units";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        Pin[] pulses = [.. c.Board.Pins.Where(p => p.Use == PinUse.Pulse)];
        foreach (Pin pin in pulses.Skip(c.Module.PulseUnits))
            yield return c.OnPin(this, pin, $"is pulse input {Array.IndexOf(pulses, pin) + 1}, but the chip has {c.Module.PulseUnits} pulse counters", c.Module.Source("pulse"), "count fewer lines, or put a counter on I2C");
    }
}
