using Confluent.Kafka;

namespace SmartCity.Gateway.Forward.Kafka;

/// <summary>
/// Sends packs through an idempotent producer that waits for all replicas in sync. The client library repeats within the
/// time for acknowledgements, in order and without doubles; what is beyond it is sent again by a new producer, and may
/// come twice, with the same key.
/// </summary>
internal sealed class KafkaSink : ISink
{
    private readonly KafkaSinkOptions _options;
    private readonly string _gateway;
    private readonly TimeProvider _time;
    private readonly KafkaMessages _messages;
    private IProducer<string, byte[]>? _producer;
    private volatile bool _broken;
    private string? _refusal;

    public KafkaSink(KafkaSinkOptions options, string gateway, TimeProvider time)
    {
        _options = options;
        _gateway = gateway;
        _time = time;
        var topic = TopicTemplate.Parse(options.Topic, gateway, out var fault) ?? throw new ArgumentException(fault, nameof(options));
        _messages = new KafkaMessages(topic, options.Payload);
    }

    public string Name => _options.Name;

    public async ValueTask<SendOutcome> SendAsync(SinkBatch batch, CancellationToken cancellation)
    {
        try
        {
            if (_broken) Close();
            _producer ??= Open();
        }
        catch (Exception e) when (e is KafkaException or InvalidOperationException or DllNotFoundException or IOException)
        {
            return e is IOException ? SendOutcome.Temporary(e.Message) : SendOutcome.Final($"{_options.Name}: {e.Message}");
        }

        using var flight = new KafkaFlight(batch, _producer, _messages, _options, _time);
        var outcome = await flight.SendAsync(cancellation).ConfigureAwait(false);
        if (flight.ConnectionLost || outcome.Kind == FailureKind.Final) Close();
        return outcome.Kind == FailureKind.Temporary && _refusal is { } refusal ? SendOutcome.Final(refusal) : outcome;
    }

    public ValueTask DisposeAsync()
    {
        Close();
        _messages.Dispose();
        return ValueTask.CompletedTask;
    }

    private IProducer<string, byte[]> Open()
    {
        _refusal = null;
        return new ProducerBuilder<string, byte[]>(KafkaConfig.Of(_options, _gateway))
            .SetErrorHandler((_, error) => Note(error))
            .SetLogHandler((_, _) =>
            {
                // Its reasons come as errors, and are told with the outcome.
            })
            .Build();
    }

    private void Note(Error error)
    {
        if (error.Code is ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed) _refusal = error.Reason;
        if (error.IsFatal) _broken = true;
    }

    /// <summary>What the producer still holds goes with it: it is sent again by the next.</summary>
    private void Close()
    {
        _producer?.Dispose();
        _producer = null;
        _broken = false;
    }
}
