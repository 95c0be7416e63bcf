using System.Buffers;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;
using SmartCity.Node.Link;

namespace SmartCity.Node.Virtual.Link;

/// <summary>One connection from its opening to its end, which it reports once.</summary>
internal sealed class MqttSession
{
    private static readonly MqttClientFactory Factory = new();

    private readonly Action<MqttOccurrence> _post;
    private readonly X509Certificate2Collection? _trusted;
    private readonly IMqttClient _client = Factory.CreateMqttClient();
    private readonly Lock _gate = new();
    private State _state;

    public MqttSession(Action<MqttOccurrence> post, X509Certificate2Collection? trusted)
    {
        _post = post;
        _trusted = trusted;
        _client.DisconnectedAsync += e =>
        {
            Down(e.Exception?.GetBaseException().Message ?? e.Reason.ToString());
            return Task.CompletedTask;
        };
        _client.ApplicationMessageReceivedAsync += e =>
        {
            MqttApplicationMessage m = e.ApplicationMessage;
            Post(MqttEventKind.Received, topic: m.Topic, payload: m.Payload.ToArray());
            return Task.CompletedTask;
        };
    }

    private enum State
    {
        Opening = 0,
        Up,
        Down,
    }

    public void Open(MqttSettings settings, double speed) => _ = OpenAsync(MqttOptions.From(settings, _trusted, speed));

    public void Subscribe(string topic) => _ = SubscribeAsync(topic);

    public bool Publish(int id, string topic, byte[] payload, bool retain)
    {
        var message = new MqttApplicationMessage
        {
            Topic = topic,
            Payload = new ReadOnlySequence<byte>(payload),
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            Retain = retain,
        };
        try
        {
            _ = AcknowledgeAsync(_client.PublishAsync(message), id);
            return true;
        }
        catch (Exception e) when (e is MqttCommunicationException or MqttClientNotConnectedException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Says goodbye if that is still possible; nobody waits for it.</summary>
    public void Close() => _ = CloseAsync();

    public void Sever()
    {
        Down("link lost");
        _client.Dispose();
    }

    private async Task OpenAsync(MqttClientOptions options)
    {
        string failure;
        try
        {
            MqttClientConnectResult result = await _client.ConnectAsync(options).ConfigureAwait(false);
            failure = result.ResultCode == MqttClientConnectResultCode.Success ? "" : MqttOptions.Refusal(result.ResultCode);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failure = e.GetBaseException() is System.Security.Authentication.AuthenticationException ? "tls" : "unreachable";
        }

        lock (_gate)
        {
            if (_state == State.Opening && failure.Length == 0)
            {
                _state = State.Up;
                Post(MqttEventKind.Connected);
                return;
            }

            _state = State.Down;
        }

        Post(MqttEventKind.ConnectFailed, text: failure.Length == 0 ? "unreachable" : failure);
    }

    private async Task SubscribeAsync(string topic)
    {
        try
        {
            await _client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce).ConfigureAwait(false);
        }
        catch (Exception e) when (Ended(e))
        {
            // The end of the connection is reported by itself.
        }
    }

    private async Task AcknowledgeAsync(Task<MqttClientPublishResult> sent, int id)
    {
        try
        {
            await sent.ConfigureAwait(false);
            Post(MqttEventKind.Published, id);
        }
        catch (Exception e) when (Ended(e))
        {
            // Unacknowledged: the outbox still has it.
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            if (_client.IsConnected) await _client.DisconnectAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (Ended(e))
        {
            // Gone before the goodbye.
        }

        _client.Dispose();
    }

    private void Down(string text)
    {
        lock (_gate)
        {
            bool was = _state == State.Up;
            _state = State.Down;
            if (was) Post(MqttEventKind.Disconnected, text: text);
        }
    }

    private void Post(MqttEventKind kind, int id = 0, string? topic = null, byte[]? payload = null, string? text = null) =>
        _post(new MqttOccurrence(this, kind, id, topic, payload, text));

    private static bool Ended(Exception e) =>
        e is MqttCommunicationException or MqttClientNotConnectedException or MqttClientDisconnectedException
            or MqttClientUnexpectedDisconnectReceivedException or OperationCanceledException or ObjectDisposedException
            or IOException or System.Net.Sockets.SocketException or InvalidOperationException or NullReferenceException;
}
