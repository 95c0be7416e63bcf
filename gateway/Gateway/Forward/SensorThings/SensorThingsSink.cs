using SmartCity.Gateway.Forward.Http;

namespace SmartCity.Gateway.Forward.SensorThings;

/// <summary>Posts readings as observations to a SensorThings service, whose catalogue it keeps complete.</summary>
internal sealed class SensorThingsSink : ISink
{
    private readonly SensorThingsSinkOptions _options;
    private readonly HttpReceiver _http;
    private readonly StaJson _json = new();
    private readonly StaCatalogue _catalogue;
    private readonly StaBatchForm _form;

    public SensorThingsSink(SensorThingsSinkOptions options, TimeProvider time)
    {
        _options = options;
        _form = new StaBatchForm(options.Batch == StaBatch.Multipart);

        // OData 4.0 Part 1 §8.2.8.3: without it a batch may end with the first request that is refused.
        _http = new HttpReceiver(options, time, ("Prefer", "odata.continue-on-error"));
        _catalogue = new StaCatalogue(_http, _json, options);
    }

    public string Name => _options.Name;

    public async ValueTask<SendOutcome> SendAsync(SinkBatch batch, CancellationToken cancellation)
    {
        var before = _http.SentBytes;
        try
        {
            return await new StaDelivery(batch, _http, _catalogue, _json, _form, _options).SendAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            batch.Sent(_http.SentBytes - before);
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
