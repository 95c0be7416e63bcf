using System.Numerics;

namespace SmartCity.Gateway.Forward.Hj212.Periods;

/// <summary>
/// Statistics of one factor over one period; adding readings in any order gives the same. Settable, for it goes to the
/// disk as it is.
/// </summary>
internal sealed class FactorPeriod
{
    public string Code { get; set; } = "";

    /// <summary>Valid readings.</summary>
    public long Count { get; set; }

    /// <summary>Of values, of energies (10^(L/10)), or of cosines.</summary>
    public double Sum { get; set; }

    /// <summary>Of sines, for directions.</summary>
    public double Sines { get; set; }

    public double Min { get; set; } = double.PositiveInfinity;

    public double Max { get; set; } = double.NegativeInfinity;

    /// <summary>Slots of the period in which there were valid readings, as bits.</summary>
    public ulong Slots { get; set; }

    /// <summary>Mark of the last reading that was not valid; N when all were.</summary>
    public char Mark { get; set; } = DataMark.Normal;

    /// <param name="value">In the factor's unit; null when there is none, or none to count.</param>
    public void Add(Averaging averaging, double? value, char mark, int slot)
    {
        if (value is not { } number)
        {
            Mark = mark;
            return;
        }

        Count++;
        Min = Math.Min(Min, number);
        Max = Math.Max(Max, number);
        Slots |= 1UL << slot;
        switch (averaging)
        {
            case Averaging.Energy:
                Sum += Math.Pow(10, number / 10);
                break;
            case Averaging.Direction:
                Sum += Math.Cos(number * Math.PI / 180);
                Sines += Math.Sin(number * Math.PI / 180);
                break;
            default:
                Sum += number;
                break;
        }
    }

    public double Mean(Averaging averaging) => averaging switch
    {
        Averaging.Energy => 10 * Math.Log10(Sum / Count),
        Averaging.Direction => ((Math.Atan2(Sines, Sum) * 180 / Math.PI) + 360) % 360,
        _ => Sum / Count,
    };

    /// <summary>Mean times the time that was covered, in the factor's unit times seconds.</summary>
    public double Cumulated(long slotMs) => Sum / Count * BitOperations.PopCount(Slots) * slotMs / 1000.0;
}
