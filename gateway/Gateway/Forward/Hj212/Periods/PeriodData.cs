namespace SmartCity.Gateway.Forward.Hj212.Periods;

/// <summary>The data area of a period: for each factor Min, Avg, Max and Flag, for a flow also Cou; its time is the period's beginning.</summary>
internal sealed class PeriodData(FactorTable factors, LocalTimes times, PeriodClock clock)
{
    /// <summary>2051 minute data, 2061 hour data, 2031 day data (HJ 212-2017 table 9).</summary>
    public static string Command(PeriodKind kind) => kind switch
    {
        PeriodKind.Minute => "2051",
        PeriodKind.Hour => "2061",
        _ => "2031",
    };

    /// <param name="mark">The station's own mark, which takes the place of N; null for none.</param>
    public DataArea Of(PeriodKey key, Period period, char? mark)
    {
        var area = new DataArea(times.DataTime(clock.StartMs(key.Kind, key.Number)));
        foreach (var statistics in period.Factors)
        {
            if (factors.OfCode(statistics.Code) is { } factor) area.Add(Item(factor, statistics, key.Kind, mark));
        }

        return area;
    }

    private string Item(Factor factor, FactorPeriod statistics, PeriodKind kind, char? mark)
    {
        var code = factor.Code;
        if (statistics.Count == 0) return $"{code}-Flag={statistics.Mark}";
        var flow = factor.Cou is { } scale ? $"{code}-Cou={factor.Text(scale * statistics.Cumulated(clock.SlotMs(kind)))}," : "";
        return $"{flow}{code}-Min={factor.Text(statistics.Min)},{code}-Avg={factor.Text(statistics.Mean(factor.Averaging))},"
            + $"{code}-Max={factor.Text(statistics.Max)},{code}-Flag={mark ?? DataMark.Normal}";
    }
}
