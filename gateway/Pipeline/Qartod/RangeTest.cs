using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Qartod;

/// <summary>Gross range by channel, from the catalogue unless configured otherwise. Values in a foreign unit are not judged.</summary>
public sealed class RangeTest
{
    private readonly Dictionary<string, GrossRange> _ranges = new(StringComparer.Ordinal);

    public RangeTest(ChannelCatalogue catalogue)
    {
        foreach (var channel in catalogue.Channels) _ranges[channel.Name] = new GrossRange(channel.Min, channel.Max);
    }

    /// <summary>Sets or replaces the range of one channel.</summary>
    public void Set(string channel, GrossRange range) => _ranges[channel] = range;

    public void Apply(ref Reading reading)
    {
        if (reading.Kind is not (ReadingKind.Number or ReadingKind.Bool) || reading.Unit != null) return;
        if (!_ranges.TryGetValue(reading.Channel, out var range)) return;
        int flag = range.Evaluate(reading.Number);
        if (flag != Quality.Good || reading.Quality == Quality.NotEvaluated) Flags.Add(ref reading, QualityTest.GrossRange, flag);
    }
}
