namespace SmartCity.Gateway.Forward.Engine;

/// <summary>
/// Holds one sink to a number of bytes a second. What went is a debt that time pays off, and nothing goes before it is
/// paid: over any span T the sink sends at most rate × T and one batch. Batches are kept to what the rate pays off in
/// their time, so that nothing urgent waits long for it.
/// </summary>
/// <param name="bytesPerSecond">The rate; 0: none is kept.</param>
/// <param name="batch">Time a batch should take.</param>
internal sealed class BandwidthCap(int bytesPerSecond, TimeSpan batch, TimeProvider time)
{
    // Of SenML JSON, until there is a figure of the sink's own.
    private const double FirstExpansion = 4;

    private double _expansion = FirstExpansion;
    private long _paidAt = time.GetTimestamp();

    /// <summary>How long until the next batch may go; not above zero when it may.</summary>
    public TimeSpan Debt => bytesPerSecond == 0 ? TimeSpan.Zero : time.GetElapsedTime(time.GetTimestamp(), _paidAt);

    /// <summary>Payload bytes, as the journal holds them, of a batch that the rate pays off in its time.</summary>
    public int BatchBytes => bytesPerSecond == 0 ? int.MaxValue : (int)Math.Clamp(bytesPerSecond * batch.TotalSeconds / _expansion, 1, int.MaxValue);

    /// <summary>A batch went, wholly or in part.</summary>
    /// <param name="startedAt">When its sending began, by the clock's timestamps.</param>
    /// <param name="payload">Its bytes as the journal holds them.</param>
    /// <param name="sent">Bytes as the sink sent them.</param>
    public void Charge(long startedAt, int payload, long sent)
    {
        if (bytesPerSecond == 0) return;
        _paidAt = Math.Max(_paidAt, startedAt) + (long)Math.Ceiling((double)sent / bytesPerSecond * time.TimestampFrequency);

        // Half of the old figure stays: batches differ in kind, and one that broke off tells little.
        if (payload > 0 && sent > 0) _expansion = (_expansion + Math.Max(1, (double)sent / payload)) / 2;
    }
}
