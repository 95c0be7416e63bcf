namespace SmartCity.Gateway.Forward.Engine;

/// <summary>
/// Tells apart what of a batch's time its bytes took and what the way there and back, by the straight line through the
/// batches of late: time = round trip + bytes × slope.
/// </summary>
internal sealed class LinkEstimate
{
    // What is twenty batches old weighs 1/e.
    private const double Memory = 0.95;

    private double _weight;
    private double _bytes;
    private double _seconds;
    private double _square;
    private double _product;

    /// <summary>A batch of that many bytes was delivered in that time.</summary>
    public void Add(int bytes, TimeSpan elapsed)
    {
        var y = elapsed.TotalSeconds;
        _weight = (_weight * Memory) + 1;
        _bytes = (_bytes * Memory) + bytes;
        _seconds = (_seconds * Memory) + y;
        _square = (_square * Memory) + ((double)bytes * bytes);
        _product = (_product * Memory) + (bytes * y);
    }

    /// <summary>The round trip, or null while the batches are too much alike to tell.</summary>
    public TimeSpan? RoundTrip
    {
        get
        {
            var (x, y) = (_bytes / _weight, _seconds / _weight);
            var spread = (_square / _weight) - (x * x);
            if (!(spread > x * x / 100)) return null;
            var slope = Math.Max(0, ((_product / _weight) - (x * y)) / spread);
            return TimeSpan.FromSeconds(Math.Clamp(y - (slope * x), 0, y));
        }
    }
}
