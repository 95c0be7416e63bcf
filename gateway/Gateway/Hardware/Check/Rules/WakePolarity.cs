using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>Several pins wake an ESP32 only as all-low or any-high; one more may wake by its own level.</summary>
internal sealed class WakePolarity : IBoardRule
{
    public string Name => "wake-polarity";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        Pin[] low = [.. c.Board.Pins.Where(p => p.Wake == Level.Low)];
        if (c.Module.WakeAllLowOnly && low.Length > 1)
        {
            foreach (Pin pin in low)
                yield return c.OnPin(this, pin, $"is one of {low.Length} pins that wake by a low level: the chip wakes only when all of them are low", c.Module.Source("wake"), "turn the signals round, so that any high level wakes; one pin may stay low (ext0)");
        }
    }
}
