using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>What is measured has to stay inside the converter's range at its highest.</summary>
internal sealed class AdcRange : IBoardRule
{
    public string Name => "adc-range";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Pin pin in c.Board.Pins.Where(p => p.Use == PinUse.Adc))
        {
            double volts = pin.VoltsAtChip(c.Module.IoVolts);
            if (c.Module.AdcMaxVolts is { } most && volts > most)
                yield return c.OnPin(this, pin, $"reaches {Show.Number(volts)} V, but the converter ends at {Show.Number(most)} V", c.Module.Source("adc-range"), "divide the voltage further down");
        }
    }
}
