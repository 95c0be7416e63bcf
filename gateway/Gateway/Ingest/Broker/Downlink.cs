using System.Collections.Concurrent;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;
using SmartCity.Wire;

namespace SmartCity.Gateway.Ingest.Broker;

/// <summary>
/// Messages to nodes. A node that takes messages and acknowledges none would let them pile up in memory; past the bound it
/// is disconnected.
/// </summary>
internal sealed class Downlink(MqttServer server, int maxUnacknowledged, ILogger logger)
{
    private const string Sender = "gateway";

    private readonly ConcurrentDictionary<string, Window> _windows = [];

    public async ValueTask<SendResult> SendAsync(string site, string node, TopicKind kind, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        var clientId = Topics.ClientId(site, node);
        var waits = kind == TopicKind.Config;
        var connected = _windows.TryGetValue(clientId, out var window);
        if (!connected && !waits) return SendResult.NotConnected;
        if (connected && window!.Unacknowledged >= maxUnacknowledged)
        {
            BrokerLog.Unresponsive(logger, clientId, maxUnacknowledged);
            await DisconnectAsync(clientId).ConfigureAwait(false);
            return SendResult.Unresponsive;
        }

        var message = new MqttApplicationMessageBuilder()
            .WithTopic(Topics.Build(site, node, kind))
            .WithPayload(payload.ToArray())
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithRetainFlag(waits)
            .Build();
        try
        {
            await server.InjectApplicationMessage(new InjectedMqttApplicationMessage(message) { SenderClientId = Sender }, cancellation).ConfigureAwait(false);
            return SendResult.Sent;
        }
        catch (InvalidOperationException) when (!server.IsStarted)
        {
            // The gateway stops; what waits in the registry is sent after the next start.
            return SendResult.NotConnected;
        }
    }

    /// <summary>Closes a node's connection; false when it has none.</summary>
    public ValueTask<bool> DisconnectAsync(string clientId) => CloseAsync(clientId, MqttDisconnectReasonCode.AdministrativeAction);

    /// <summary>Closes a node's connection because the node has come back on another.</summary>
    public async Task DismissAsync(string clientId) => await CloseAsync(clientId, MqttDisconnectReasonCode.SessionTakenOver).ConfigureAwait(false);

    public void Connected(NodeSession session) => _windows[session.Identity.ClientId] = new Window(session);

    public void Disconnected(NodeSession session)
    {
        if (_windows.TryGetValue(session.Identity.ClientId, out var window) && window.Session == session)
        {
            _windows.TryRemove(new KeyValuePair<string, Window>(session.Identity.ClientId, window));
        }
    }

    public Task EnqueuedAsync(ApplicationMessageEnqueuedEventArgs args)
    {
        if (!args.IsDropped && _windows.TryGetValue(args.ReceiverClientId, out var window)) window.Sent();
        return Task.CompletedTask;
    }

    public Task AcknowledgedAsync(ClientAcknowledgedPublishPacketEventArgs args)
    {
        if (args.AcknowledgePacket is MqttPubAckPacket && _windows.TryGetValue(args.ClientId, out var window)) window.Acknowledged();
        return Task.CompletedTask;
    }

    private async ValueTask<bool> CloseAsync(string clientId, MqttDisconnectReasonCode reason)
    {
        try
        {
            await server.DisconnectClientAsync(clientId, new MqttServerClientDisconnectOptions { ReasonCode = reason }).ConfigureAwait(false);
            return true;
        }
        catch (InvalidOperationException)
        {
            // The library's word for a client it does not know (any more).
            return false;
        }
    }

    private sealed class Window(NodeSession session)
    {
        private int _unacknowledged;

        public NodeSession Session => session;

        public int Unacknowledged => Volatile.Read(ref _unacknowledged);

        public void Sent() => Interlocked.Increment(ref _unacknowledged);

        // A retained message is sent on subscription without having been counted; its acknowledgement must not lend credit.
        public void Acknowledged()
        {
            if (Interlocked.Decrement(ref _unacknowledged) < 0) Interlocked.Increment(ref _unacknowledged);
        }
    }
}
