namespace SmartCity.Gateway.History;

/// <summary>Points not yet in the file, by series and hour. Under the lock of its store.</summary>
internal sealed class HistoryBuffer
{
    private readonly Dictionary<(SeriesName Series, long Hour), List<HistoryPoint>> _hours = [];

    public int Count { get; private set; }

    public IEnumerable<(SeriesName Series, long Hour, List<HistoryPoint> Points)> Hours => _hours.Select(entry => (entry.Key.Series, entry.Key.Hour, entry.Value));

    public void Add(in SeriesName series, in HistoryPoint point)
    {
        var key = (series, HourChunk.HourOf(point.TimeMs));
        if (!_hours.TryGetValue(key, out var points)) _hours[key] = points = [];
        points.Add(point);
        Count++;
    }

    /// <summary>Appends the points of a series in [from, to).</summary>
    public void Read(in SeriesName series, long from, long to, List<HistoryPoint> target)
    {
        for (var hour = HourChunk.HourOf(from); hour < to; hour += HourChunk.HourMs)
        {
            if (!_hours.TryGetValue((series, hour), out var points)) continue;
            foreach (var point in points)
            {
                if (point.TimeMs >= from && point.TimeMs < to) target.Add(point);
            }
        }
    }
}
