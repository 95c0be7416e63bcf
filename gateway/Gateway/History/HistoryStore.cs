using SmartCity.Journal;

namespace SmartCity.Gateway.History;

/// <summary>How fine an answer is.</summary>
internal enum Resolution
{
    Raw = 0,
    Minute,
    Quarter,
    Hour,
}

/// <summary>
/// The history: what is in the file and what waits in memory to get there, answered as one. One thread feeds it, any asks.
/// </summary>
internal sealed class HistoryStore(HistoryFile file) : IDisposable
{
    private readonly Lock _gate = new();
    private HistoryBuffer _filling = new();
    private HistoryBuffer? _writing;
    private long _version;

    public HistoryFile File => file;

    /// <summary>Points in memory.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _filling.Count;
        }
    }

    public static long StepMs(Resolution resolution) => resolution switch
    {
        Resolution.Minute => 60_000,
        Resolution.Quarter => HourChunk.QuarterMs,
        Resolution.Hour => HourChunk.HourMs,
        _ => 0,
    };

    public void Add(in SeriesName series, in HistoryPoint point)
    {
        lock (_gate) _filling.Add(series, point);
    }

    /// <summary>Writes what waits, with the journal's positions it reaches to. When it throws nothing has changed.</summary>
    public void Flush(string journal, long data, long events)
    {
        HistoryBuffer writing;
        lock (_gate)
        {
            (writing, _filling) = (_filling, new HistoryBuffer());
            _writing = writing;
            _version++;
        }

        try
        {
            file.Write(writing, journal, data, events);
            Settle(null);
        }
        catch
        {
            Settle(writing);
            throw;
        }
    }

    /// <summary>Every channel there is something of, by its names.</summary>
    public IReadOnlyList<SeriesName> Series()
    {
        var known = file.Series().ToHashSet();
        lock (_gate) known.UnionWith(_filling.Hours.Concat(_writing?.Hours ?? []).Select(hour => hour.Series));
        return [.. known.OrderBy(name => name.Site, StringComparer.Ordinal).ThenBy(name => name.Node, StringComparer.Ordinal).ThenBy(name => name.Channel, StringComparer.Ordinal)];
    }

    /// <summary>Buckets of a channel in [from, to), oldest first, with the time each begins; a raw one is a single reading.</summary>
    public List<(long TimeMs, HistoryBucket Bucket)> Query(in SeriesName series, long from, long to, Resolution resolution)
    {
        while (true)
        {
            var points = new List<HistoryPoint>();
            long version;
            lock (_gate)
            {
                version = _version;
                _writing?.Read(series, from, to, points);
                _filling.Read(series, from, to, points);
            }

            var answer = resolution is Resolution.Raw or Resolution.Minute ? Fine(series, from, to, resolution, points) : Coarse(series, from, to, resolution, points);

            // What moved from memory to the file meanwhile would be there twice or not at all.
            lock (_gate)
            {
                if (version == _version) return answer;
            }
        }
    }

    public void Dispose() => file.Dispose();

    private List<(long, HistoryBucket)> Fine(in SeriesName series, long from, long to, Resolution resolution, List<HistoryPoint> points)
    {
        file.ReadRaw(series, from, to, points);
        points.Sort(static (a, b) => a.TimeMs.CompareTo(b.TimeMs));
        if (resolution == Resolution.Raw) return [.. points.Select(point => (point.TimeMs, HistoryBucket.Of(point)))];
        var buckets = new SortedBuckets(StepMs(resolution));
        foreach (var point in points) buckets.Add(point);
        return buckets.ToList();
    }

    private List<(long, HistoryBucket)> Coarse(in SeriesName series, long from, long to, Resolution resolution, List<HistoryPoint> points)
    {
        var buckets = new SortedBuckets(StepMs(resolution));
        file.ReadQuarters(series, from, to, (time, bucket) =>
        {
            if (time + HourChunk.QuarterMs > from && time < to) buckets.Add(time, bucket);
        });
        foreach (var point in points) buckets.Add(point);
        return buckets.ToList();
    }

    private void Settle(HistoryBuffer? back)
    {
        lock (_gate)
        {
            if (back is not null)
            {
                foreach (var (series, _, points) in _filling.Hours)
                {
                    foreach (var point in points) back.Add(series, point);
                }

                _filling = back;
            }

            _writing = null;
            _version++;
        }
    }
}
