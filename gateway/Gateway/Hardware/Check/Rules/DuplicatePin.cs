using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>A pin has one function, and a net one pin.</summary>
internal sealed class DuplicatePin : IBoardRule
{
    public string Name => "duplicate-pin";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (IGrouping<int, Pin> same in c.Board.Pins.GroupBy(p => p.Gpio).Where(g => g.Count() > 1))
        {
            string nets = string.Join(" and ", same.Select(p => p.Net));
            yield return c.OnPin(this, same.First(), $"carries {same.Count()} functions at once: {nets}", "one pin has one voltage", "move all but one to a free pin");
        }

        foreach (IGrouping<string, Pin> same in c.Board.Pins.GroupBy(p => p.Net).Where(g => g.Count() > 1))
        {
            string pins = string.Join(" and ", same.Select(p => $"GPIO{p.Gpio}"));
            yield return c.OnPin(this, same.First(), $"the net is on {pins}, and the firmware finds a pin by its net", "hardware/board.schema.json", "give each pin a net of its own");
        }
    }
}
