namespace SmartCity.Bench.Ingest;

/// <summary>Counts of latencies in steps of 10 µs up to two seconds.</summary>
internal sealed class Latencies
{
    private const double StepMs = 0.01;
    private readonly int[] _counts = new int[200_000];

    public long Count => _counts.Sum(c => (long)c);

    public void Add(TimeSpan latency) => Interlocked.Increment(ref _counts[(int)Math.Min(latency.TotalMilliseconds / StepMs, _counts.Length - 1)]);

    public void Clear() => Array.Clear(_counts);

    public double QuantileMs(double part)
    {
        var left = (long)(Count * part);
        var at = 0;
        while (at < _counts.Length - 1 && (left -= _counts[at]) >= 0) at++;
        return at * StepMs;
    }
}
