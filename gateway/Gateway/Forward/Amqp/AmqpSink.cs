namespace SmartCity.Gateway.Forward.Amqp;

/// <summary>
/// Publishes packs to RabbitMQ with publisher confirms, many on the way at once, in the batch's order. When a server
/// fails, what was confirmed stays delivered, and only the rest is sent again, to whichever server answers.
/// </summary>
internal sealed class AmqpSink : ISink
{
    private readonly AmqpSinkOptions _options;
    private readonly string _gateway;
    private readonly TimeProvider _time;
    private readonly AmqpMessages _messages;
    private AmqpConnection? _connection;

    public AmqpSink(AmqpSinkOptions options, string gateway, TimeProvider time)
    {
        _options = options;
        _gateway = gateway;
        _time = time;
        var routingKey = TopicTemplate.Parse(options.RoutingKey, gateway, out var fault) ?? throw new ArgumentException(fault, nameof(options));
        _messages = new AmqpMessages(options, routingKey, gateway);
    }

    public string Name => _options.Name;

    public async ValueTask<SendOutcome> SendAsync(SinkBatch batch, CancellationToken cancellation)
    {
        if (_connection is not { IsOpen: true })
        {
            await CloseAsync().ConfigureAwait(false);
            (_connection, var failure) = await AmqpConnection.OpenAsync(_options, _gateway, cancellation).ConfigureAwait(false);
            if (_connection is null) return failure;
        }

        using var flight = new AmqpFlight(batch, _connection.Channel, _messages, _options, _time);
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
