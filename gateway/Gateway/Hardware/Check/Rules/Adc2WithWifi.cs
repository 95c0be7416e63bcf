using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>The radio takes the second converter.</summary>
internal sealed class Adc2WithWifi : IBoardRule
{
    public string Name => "adc2-with-wifi";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Pin pin in c.Board.Pins.Where(p => p.Use == PinUse.Adc))
        {
            int adc = c.Module.Pin(pin.Gpio)?.Adc ?? 0;
            if (adc == 0)
                yield return c.OnPin(this, pin, "has no analogue converter", c.Module.Source("adc2"), "use a pin of ADC1 or an external converter");
            else if (adc == 2 && c.Board.Wifi)
                yield return c.OnPin(this, pin, "belongs to ADC2, which cannot be read while Wi-Fi runs", c.Module.Source("adc2"), "move it to a pin of ADC1");
        }
    }
}
