using SmartCity.Gateway.Forward;

namespace SmartCity.Gateway.Tests.Forward.Conformance;

/// <summary>Adds up what a sink says it has written, by which its bandwidth is capped.</summary>
internal sealed class CountingSink(ISink inner) : ISink
{
    private long _bytes;

    public string Name => inner.Name;

    public long SentBytes => Interlocked.Read(ref _bytes);

    public async ValueTask<SendOutcome> SendAsync(SinkBatch batch, CancellationToken cancellation)
    {
        try
        {
            return await inner.SendAsync(batch, cancellation);
        }
        finally
        {
            Interlocked.Add(ref _bytes, batch.SentBytes);
        }
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
