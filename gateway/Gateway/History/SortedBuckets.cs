namespace SmartCity.Gateway.History;

/// <summary>Buckets of one width by the time they begin.</summary>
internal sealed class SortedBuckets(long stepMs)
{
    private readonly Dictionary<long, HistoryBucket> _buckets = [];

    public void Add(in HistoryPoint point)
    {
        var start = point.TimeMs - HourChunk.PositiveRest(point.TimeMs, stepMs);
        var bucket = _buckets.GetValueOrDefault(start);
        bucket.Add(point);
        _buckets[start] = bucket;
    }

    public void Add(long timeMs, in HistoryBucket part)
    {
        if (part.IsEmpty) return;
        var start = timeMs - HourChunk.PositiveRest(timeMs, stepMs);
        var bucket = _buckets.GetValueOrDefault(start);
        bucket.Add(part);
        _buckets[start] = bucket;
    }

    public List<(long TimeMs, HistoryBucket Bucket)> ToList() => [.. _buckets.OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value))];
}
