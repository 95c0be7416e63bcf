using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Pipeline.Rules;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Engine;

/// <summary>The location test of one node: its latitude and longitude of the same time are one position.</summary>
internal sealed class PositionTrack(double maxStepMetres) : IStateful
{
    private const string Latitude = "lat";
    private const string Longitude = "lon";
    private readonly Location _location = new(maxStepMetres);
    private long _lastMs = long.MinValue;

    /// <summary>Null when no entry of the configuration asks for it; of several the last one decides.</summary>
    public static PositionTrack? Gather(PipelineOptions options, string site, string node)
    {
        var entry = options.Quality.LastOrDefault(q =>
            q.MaxStepMetres != null && Glob.Matches(q.Site, site) && Glob.Matches(q.Nodes, node) && q.Channels.Any(c => Glob.Matches(c, Latitude)));
        return entry == null ? null : new PositionTrack(entry.MaxStepMetres!.Value);
    }

    /// <summary>Flags the coordinates in a pack; <paramref name="order"/> is that of their times.</summary>
    public void Judge(Pack pack, ReadOnlySpan<int> order)
    {
        foreach (int index in order)
        {
            var reading = pack.Readings[index];
            bool latitude = reading.Channel == Latitude;
            if ((!latitude && reading.Channel != Longitude) || reading.TimeMs <= _lastMs) continue;
            _lastMs = reading.TimeMs;
            int other = Find(pack, latitude ? Longitude : Latitude, reading.TimeMs);
            double here = Value(pack, index);
            double there = Value(pack, other);
            int flag = latitude ? _location.Add(here, there) : _location.Add(there, here);
            Mark(pack, index, flag);
            Mark(pack, other, flag);
        }
    }

    public void Save(StateWriter writer)
    {
        _location.Save(writer);
        writer.Whole(_lastMs);
    }

    public void Load(StateReader reader)
    {
        _location.Load(reader);
        _lastMs = reader.Whole();
    }

    private static int Find(Pack pack, string channel, long timeMs)
    {
        var readings = pack.Readings;
        for (int i = 0; i < readings.Length; i++)
        {
            if (readings[i].TimeMs == timeMs && readings[i].Channel == channel) return i;
        }

        return -1;
    }

    private static double Value(Pack pack, int index) =>
        index >= 0 && pack.Readings[index].Kind == ReadingKind.Number ? pack.Readings[index].Number : double.NaN;

    private static void Mark(Pack pack, int index, int flag)
    {
        if (index >= 0 && pack.Readings[index].Kind == ReadingKind.Number) Flags.Add(ref pack.Readings[index], QualityTest.Location, flag);
    }
}
