using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Forward.Hj212;

/// <summary>
/// Real-time data (CN=2011) of a pack: a data area for each second it has readings of, oldest first. Of several readings
/// of a factor in one second the last stands, for the standard's times have no parts of seconds; the statistics of the
/// periods have them all.
/// </summary>
internal sealed class RealTimeData(FactorTable factors, LocalTimes times, bool packKey)
{
    /// <summary>Name of the field that carries the pack's key, one beyond the standard's own.</summary>
    public const string KeyField = "PackKey";

    /// <param name="mark">The station's own mark, which takes the place of N; null for none.</param>
    public List<(long TimeMs, DataArea Data)> Of(Pack pack, char? mark)
    {
        var seconds = new SortedDictionary<long, Dictionary<string, string>>();
        foreach (ref readonly var reading in pack.Readings)
        {
            if (factors.Of(reading.Channel) is not { } factor || reading.Kind is ReadingKind.Text) continue;
            var second = Math.DivRem(reading.TimeMs, 1000, out var rest) - (rest < 0 ? 1 : 0);
            if (!seconds.TryGetValue(second, out var items)) seconds[second] = items = new Dictionary<string, string>(StringComparer.Ordinal);
            items[factor.Code] = Item(factor, reading, mark);
        }

        var areas = new List<(long, DataArea)>();
        foreach (var (second, items) in seconds)
        {
            var area = new DataArea(times.DataTime(second * 1000), packKey ? $"{KeyField}={PackKey.Of(pack)}" : null);
            foreach (var item in items.Values) area.Add(item);
            areas.Add((second * 1000, area));
        }

        return areas;
    }

    private static string Item(Factor factor, in Reading reading, char? mark)
    {
        var flag = DataMark.Of(reading);
        if (flag == DataMark.Normal && mark is { } own) flag = own;
        return reading.Kind == ReadingKind.Missing
            ? $"{factor.Code}-Flag={flag}"
            : $"{factor.Code}-Rtd={factor.Text(reading.Number * factor.Scale)},{factor.Code}-Flag={flag}";
    }
}
