using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>A net ends somewhere; one that does not is a slip of the pen.</summary>
internal sealed class DanglingNet : IBoardRule
{
    public string Name => "dangling-net";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        IReadOnlyDictionary<string, int> ends = Nets.CountEnds(c.Board);
        foreach ((string net, int count) in ends.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            if (count < 2)
                yield return c.OnNet(this, net, "has one end only", "hardware/board.schema.json", "correct its name, or wire its other end");
        }
    }
}
