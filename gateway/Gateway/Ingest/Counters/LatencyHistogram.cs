using System.Numerics;

namespace SmartCity.Gateway.Ingest.Counters;

/// <summary>
/// Durations in buckets of a constant relative width (an eighth of a power of two, at most 12.5 % wide), from a microsecond
/// to over an hour; the layout of HdrHistogram with 3 bits. Thread-safe and without locks.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 3;
    private const int Sub = 1 << SubBits;
    private const int Buckets = 32 * Sub;

    private readonly long[] _counts = new long[Buckets];

    public long Count => _counts.Sum();

    public void Record(TimeSpan duration) => Interlocked.Increment(ref _counts[Bucket((long)duration.TotalMicroseconds)]);

    /// <summary>Upper bound in milliseconds of the bucket that holds the quantile (0 to 1); 0 when nothing was recorded.</summary>
    public double QuantileMs(double quantile) => QuantileMs(quantile, []);

    /// <summary>The same of what was recorded since a snapshot.</summary>
    public double QuantileMs(double quantile, ReadOnlySpan<long> since)
    {
        Span<long> counts = stackalloc long[Buckets];
        _counts.CopyTo(counts);
        for (var i = 0; i < since.Length; i++) counts[i] -= since[i];
        var count = 0L;
        foreach (var recorded in counts) count += recorded;
        var rank = (long)Math.Ceiling(count * quantile);
        if (rank == 0) return 0;
        var bucket = -1;
        for (var seen = 0L; seen < rank && bucket < Buckets - 1;) seen += counts[++bucket];
        return UpperMicroseconds(bucket) / 1000d;
    }

    public long[] Snapshot() => [.. _counts];

    // Below 8 µs a bucket a microsecond; above, the three bits behind the leading one choose.
    private static int Bucket(long microseconds)
    {
        if (microseconds < Sub) return (int)Math.Max(0, microseconds);
        var power = BitOperations.Log2((ulong)microseconds);
        var index = ((power - SubBits + 1) << SubBits) + (int)((microseconds >> (power - SubBits)) & (Sub - 1));
        return Math.Min(index, Buckets - 1);
    }

    private static long UpperMicroseconds(int bucket)
    {
        if (bucket < Sub) return bucket;
        var shift = (bucket >> SubBits) - 1;
        return ((long)(Sub + (bucket & (Sub - 1)) + 1) << shift) - 1;
    }
}
