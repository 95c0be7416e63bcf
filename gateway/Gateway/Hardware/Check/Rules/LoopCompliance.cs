using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>What the burden and the wire leave of the loop's supply has to feed the transmitter.</summary>
internal sealed class LoopCompliance : IBoardRule
{
    public string Name => "loop-compliance";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (CurrentLoop loop in c.Board.Loops)
        {
            if (c.Board.Rail(loop.Supply) is not { } rail) continue;
            double left = rail.MinVolts - (NamurNe43.HighestMa / 1000 * (loop.BurdenOhms + loop.WireOhms));
            if (left < loop.TransmitterMinVolts)
                yield return c.OnNet(this, loop.Net, $"leaves {Show.Number(left)} V for a transmitter that needs {Show.Number(loop.TransmitterMinVolts)} V at 22 mA", NamurNe43.Source, "raise the loop's supply, lower the burden or thicken the wire");
        }
    }
}
