using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>The burden keeps the whole of NAMUR NE 43 in sight: 3.6 mA and 21 mA are faults that must be told from 3.8 and 20.5 mA.</summary>
internal sealed class LoopBurden : IBoardRule
{
    public string Name => "loop-burden";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (CurrentLoop loop in c.Board.Loops)
        {
            double highest = NamurNe43.HighestMa * loop.VoltsPerMilliamp;
            double most = Math.Min(loop.FullScaleVolts, c.Board.Rail(c.Board.Device(loop.Adc)?.Rail)?.MinVolts ?? 0);
            if (highest > most)
                yield return c.OnNet(this, loop.Net, $"reaches {Show.Number(highest)} V at 22 mA over {Show.Number(loop.BurdenOhms)} Ω, but the converter ends at {Show.Number(most)} V: a fault looks like a high value", NamurNe43.Source, "take a burden of 100 Ω at ±4.096 V");
            double step = loop.FullScaleVolts / 32768 / loop.VoltsPerMilliamp;
            if (step > NamurNe43.NarrowestBandMa / 20)
                yield return c.OnNet(this, loop.Net, $"moves {Show.Number(step)} mA a step, too coarse for the 0.2 mA between fault and measurement", NamurNe43.Source, "raise the burden to 100 Ω");
        }
    }
}
