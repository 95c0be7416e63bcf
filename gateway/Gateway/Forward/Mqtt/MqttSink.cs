namespace SmartCity.Gateway.Forward.Mqtt;

/// <summary>
/// Publishes packs with QoS 1, many on the way at once, in the batch's order; each counts as delivered with its own
/// PUBACK. When the connection fails, what was acknowledged until then stays delivered, and only the rest is sent again.
/// </summary>
internal sealed class MqttSink : ISink
{
    private readonly MqttSinkOptions _options;
    private readonly string _gateway;
    private readonly TimeProvider _time;
    private readonly MqttMessages _messages;
    private MqttConnection? _connection;

    public MqttSink(MqttSinkOptions options, string gateway, TimeProvider time)
    {
        _options = options;
        _gateway = gateway;
        _time = time;
        var topic = TopicTemplate.Parse(options.Topic, gateway, out var fault) ?? throw new ArgumentException(fault, nameof(options));
        _messages = new MqttMessages(topic, options.Payload, properties: options.Protocol == MqttVersion.V5);
    }

    public string Name => _options.Name;

    public async ValueTask<SendOutcome> SendAsync(SinkBatch batch, CancellationToken cancellation)
    {
        if (_connection is not { Client.IsConnected: true })
        {
            await CloseAsync().ConfigureAwait(false);
            (_connection, var failure) = await MqttConnection.OpenAsync(_options, _gateway, more: null, _time, cancellation).ConfigureAwait(false);
            if (_connection is null) return failure;
        }

        using var flight = new MqttFlight(batch, _connection, _messages, _options, _time);
        var outcome = await flight.SendAsync(cancellation).ConfigureAwait(false);
        if (flight.ConnectionLost) await CloseAsync().ConfigureAwait(false);
        return outcome;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        _messages.Dispose();
    }

    private async ValueTask CloseAsync()
    {
        if (_connection is null) return;
        await _connection.DisposeAsync().ConfigureAwait(false);
        _connection = null;
    }
}
