using MQTTnet;

namespace SmartCity.Gateway.Forward.Mqtt;

/// <summary>The sending of one batch over one connection: a window of publishes, each settled by its own acknowledgement.</summary>
internal sealed class MqttFlight : IDisposable
{
    private readonly SinkBatch _batch;
    private readonly MqttConnection _connection;
    private readonly MqttSinkOptions _options;
    private readonly TimeSpan _patience;
    private readonly SemaphoreSlim _window;
    private readonly CancellationTokenSource _abort;
    private readonly Lock _gate = new();
    private SendOutcome _outcome;

    public MqttFlight(SinkBatch batch, MqttConnection connection, MqttSinkOptions options, TimeProvider time)
    {
        _batch = batch;
        _connection = connection;
        _options = options;
        _patience = TimeSpan.FromSeconds(options.AckSeconds);
        _window = new SemaphoreSlim(Math.Min(options.Window, connection.ReceiveMaximum));
        _abort = new CancellationTokenSource(_patience, time);
    }

    /// <summary>True when the connection is not to be used again.</summary>
    public bool ConnectionLost { get; private set; }

    public async Task<SendOutcome> SendAsync(MqttMessages messages, TimeSpan grace, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_abort.Token, cancellation);
        using var hurry = cancellation.Register(() => _abort.CancelAfter(grace));
        var publishes = new List<Task>(_batch.Count);
        for (var i = 0; i < _batch.Count && !Failed; i++)
        {
            var message = messages.Build(_batch[i]);
            if (TooLarge(message))
            {
                _batch.Refuse(i, $"larger than the {_connection.MaximumPacketSize} bytes the receiver takes");
                continue;
            }

            try
            {
                await _window.WaitAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                Fail(cancellation.IsCancellationRequested ? "stopped" : Silence, lost: !cancellation.IsCancellationRequested);
            }

            // Runs as far as the connection's queue before it yields, so that packs leave in the batch's order.
            if (!Failed) publishes.Add(PublishAsync(i, message));
        }

        await Task.WhenAll(publishes).ConfigureAwait(false);
        return _outcome;
    }

    public void Dispose()
    {
        _window.Dispose();
        _abort.Dispose();
    }

    private bool Failed
    {
        get
        {
            lock (_gate) return _outcome.Kind != FailureKind.None;
        }
    }

    private string Silence => $"{_options.Host} acknowledged nothing for {_options.AckSeconds} s";

    private async Task PublishAsync(int index, MqttApplicationMessage message)
    {
        try
        {
            Settle(index, await _connection.Client.PublishAsync(message, _abort.Token).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // Whatever the client throws, the connection is of no further use and the pack not acknowledged.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(_abort.IsCancellationRequested ? Silence : $"{_options.Host}: {e.Message}", lost: true);
        }
        finally
        {
            _window.Release();
        }
    }

    private void Settle(int index, MqttClientPublishResult result)
    {
        switch (result.ReasonCode)
        {
            case MqttClientPublishReasonCode.NoMatchingSubscribers when _options.RequireSubscriber:
                Fail($"nobody has subscribed at {_options.Host}", lost: false);
                break;
            case MqttClientPublishReasonCode.Success or MqttClientPublishReasonCode.NoMatchingSubscribers:
                _batch.Accept(index);
                if (!Failed) _abort.CancelAfter(_patience);
                break;
            case MqttClientPublishReasonCode.PayloadFormatInvalid or MqttClientPublishReasonCode.TopicNameInvalid or MqttClientPublishReasonCode.NotAuthorized:
                _batch.Refuse(index, $"{result.ReasonCode} {result.ReasonString}".TrimEnd());
                break;
            default:
                Fail($"{_options.Host}: {result.ReasonCode} {result.ReasonString}".TrimEnd(), lost: false);
                break;
        }
    }

    /// <summary>Nothing more is sent; what is on the way is waited for unless the connection is lost.</summary>
    private void Fail(string reason, bool lost)
    {
        lock (_gate)
        {
            if (_outcome.Kind == FailureKind.None) _outcome = SendOutcome.Temporary(reason);
            ConnectionLost |= lost;
        }

        if (lost) _abort.Cancel();
    }

    // Topic, key and the packet's own fields take less than 512 bytes beside the payload.
    private bool TooLarge(MqttApplicationMessage message) => message.Payload.Length + 512 > _connection.MaximumPacketSize;
}
