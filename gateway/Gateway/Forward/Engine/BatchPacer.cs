namespace SmartCity.Gateway.Forward.Engine;

/// <summary>
/// Finds how many bytes the link takes in the time a batch should take, beside the way there and back, which does not
/// shrink with the bytes. A thin link gets small batches, so that what is live never waits long behind what is not; a
/// wide one grows them up to the bound, however far it reaches.
/// </summary>
internal sealed class BatchPacer(int minBytes, int maxBytes, TimeSpan target)
{
    private readonly LinkEstimate _link = new();

    /// <summary>Bytes for the next batch.</summary>
    public int Bytes { get; private set; } = Math.Min(maxBytes, Math.Max(minBytes, 32 * 1024));

    /// <summary>A batch of that many bytes was delivered in that time.</summary>
    public void Delivered(int bytes, TimeSpan elapsed)
    {
        _link.Add(bytes, elapsed);
        var own = elapsed - (_link.RoundTrip ?? TimeSpan.Zero);
        if (own > target)
        {
            // Half way only: one slow batch is not yet a slow link, and two sizes are needed to see the round trip.
            var fits = (int)(bytes * (target / own));
            Bytes = Math.Clamp(Math.Min(Bytes, Math.Max(fits, Bytes / 2)), minBytes, maxBytes);
        }
        else if (bytes >= Bytes / 2 && own < target / 2)
        {
            Bytes = (int)Math.Min(maxBytes, Bytes * 2L);
        }
    }
}
