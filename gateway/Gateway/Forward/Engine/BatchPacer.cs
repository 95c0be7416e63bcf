namespace SmartCity.Gateway.Forward.Engine;

/// <summary>
/// Finds how many bytes the link takes in the time a batch should take. A thin link gets small batches, so that what
/// is live never waits long behind what is not; a wide one grows them up to the bound.
/// </summary>
internal sealed class BatchPacer(int minBytes, int maxBytes, TimeSpan target)
{
    /// <summary>Bytes for the next batch.</summary>
    public int Bytes { get; private set; } = Math.Min(maxBytes, Math.Max(minBytes, 32 * 1024));

    /// <summary>A batch of that many bytes was delivered in that time.</summary>
    public void Delivered(int bytes, TimeSpan elapsed)
    {
        if (elapsed > target)
        {
            var fits = (int)(bytes * (target / elapsed));
            // Half way only: one slow batch is not yet a slow link, and a fixed round trip does not shrink with the bytes.
            Bytes = Math.Clamp(Math.Min(Bytes, Math.Max(fits, Bytes / 2)), minBytes, maxBytes);
        }
        else if (bytes >= Bytes / 2 && elapsed < target / 2)
        {
            Bytes = (int)Math.Min(maxBytes, Bytes * 2L);
        }
    }
}
