namespace SmartCity.Gateway.Ingest.Counters;

/// <summary>
/// Quantiles of what a histogram recorded within the last five to ten minutes, or since it was asked last if that is
/// longer. Costs nothing but when it is asked.
/// </summary>
internal sealed class RecentLatency(LatencyHistogram histogram, TimeProvider time)
{
    public static readonly TimeSpan Turn = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private long[] _before = [];
    private long[] _latest = [];
    private long _turned = time.GetTimestamp();

    /// <summary>Milliseconds, as <see cref="LatencyHistogram.QuantileMs(double)"/>.</summary>
    public double QuantileMs(double quantile)
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_turned) >= Turn)
            {
                (_before, _latest) = (_latest, histogram.Snapshot());
                _turned = time.GetTimestamp();
            }

            return histogram.QuantileMs(quantile, _before);
        }
    }
}
