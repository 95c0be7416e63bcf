using SmartCity.Gateway.Forward.Http;

namespace SmartCity.Gateway.Forward.NgsiLd;

/// <summary>Keeps a context broker's entities up to date, and appends to their history what comes late.</summary>
internal sealed class NgsiLdSink : ISink
{
    private readonly NgsiLdSinkOptions _options;
    private readonly NgsiEntities _entities;
    private readonly NgsiJson _json;
    private readonly HttpReceiver _http;

    public NgsiLdSink(NgsiLdSinkOptions options, string gateway, TimeProvider time)
    {
        _options = options;
        _entities = new NgsiEntities(options);
        _json = new NgsiJson(gateway, options.NoisePeriodSeconds);

        // §6.3.5: with application/json the context comes by a Link header.
        List<(string, string)> headers = [("Link", $"<{options.Context}>; rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"application/ld+json\"")];
        if (options.Tenant is { } tenant) headers.Add(("NGSILD-Tenant", tenant));
        _http = new HttpReceiver(options, time, headers);
    }

    public string Name => _options.Name;

    public async ValueTask<SendOutcome> SendAsync(SinkBatch batch, CancellationToken cancellation)
    {
        var before = _http.SentBytes;
        try
        {
            return await new NgsiDelivery(batch, _http, _entities, _json, _options).SendAsync(cancellation).ConfigureAwait(false);
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
