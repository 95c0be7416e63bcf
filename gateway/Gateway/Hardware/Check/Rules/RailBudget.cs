using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>A rail gives what all on it draw at their peak, converters included.</summary>
internal sealed class RailBudget : IBoardRule
{
    public string Name => "rail-budget";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Rail rail in c.Board.Rails)
        {
            double peak = PowerTree.Load(c.Board, c.Module, rail).PeakMa;
            if (peak > rail.LimitMa)
                yield return c.OnRail(this, rail, $"is asked for {Show.Number(peak)} mA at the peak, but gives {Show.Number(rail.LimitMa)} mA", PowerTree.SourceOf(c.Board, rail), "take a stronger source, or move a load to another rail");
        }
    }
}
