using System.Buffers;
using System.Net;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;
using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Ingest.Broker;

/// <summary>Translates between MQTTnet's events and the gate. All a node publishes ends here; the broker hands none of it on.</summary>
internal sealed class MqttEvents(MqttServer server, IBrokerGate gate, TransportGuard transport, Downlink downlink, LimitOptions limits, ILogger logger)
{
    // The library keeps the topic of every alias for as long as the connection lasts.
    private const int MaxTopicAliases = 8;

    private static readonly object SessionKey = new();

    public void Attach()
    {
        server.ValidatingConnectionAsync += ConnectAsync;
        server.InterceptingPublishAsync += PublishAsync;
        server.InterceptingSubscriptionAsync += SubscribeAsync;
        server.InterceptingInboundPacketAsync += BoundAsync;
        server.InterceptingOutboundPacketAsync += AnnounceLimitsAsync;
        server.ClientDisconnectedAsync += DisconnectedAsync;
        server.ApplicationMessageEnqueuedOrDroppedAsync += downlink.EnqueuedAsync;
        server.ClientAcknowledgedPublishPacketAsync += downlink.AcknowledgedAsync;
    }

    private async Task ConnectAsync(ValidatingConnectionEventArgs args)
    {
        var address = (args.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        transport.Introduced(args.RemoteEndPoint);
        var mqtt5 = args.ProtocolVersion == MqttProtocolVersion.V500;
        var reply = await gate.ConnectAsync(new ConnectRequest(args.ClientId, args.UserName, args.RawPassword, address, mqtt5, args.ClientCertificate)).ConfigureAwait(false);
        args.ReasonCode = ReasonCodes.Connect(reply.Reason);
        args.ReasonString = reply.Text;
        if (reply.Session is not { } session) return;
        switch (await transport.ClaimAsync(args.RemoteEndPoint, session, () => downlink.DismissAsync(session.Identity.ClientId)).ConfigureAwait(false))
        {
            case Claim.Granted:
                args.SessionItems[SessionKey] = session;
                downlink.Connected(session);
                break;
            case Claim.Busy:
                args.ReasonCode = MqttConnectReasonCode.ServerBusy;
                BrokerLog.StillBusy(logger, session.Identity.ClientId);
                break;
            default:
                args.ReasonCode = ReasonCodes.Connect(Refusal.Revoked);
                break;
        }
    }

    private async Task PublishAsync(InterceptingPublishEventArgs args)
    {
        if (args.SessionItems[SessionKey] is not NodeSession session) return;

        args.ProcessPublish = false;
        var message = args.ApplicationMessage;
        var payload = message.Payload.IsSingleSegment ? message.Payload.First : message.Payload.ToArray();
        try
        {
            var reply = await gate.PublishAsync(session, new PublishRequest(message.Topic ?? "", payload, (int)message.QualityOfServiceLevel, message.Retain)).ConfigureAwait(false);
            args.Response.ReasonCode = ReasonCodes.Publish(reply.Reason);
            args.Response.ReasonString = reply.Text;
            args.CloseConnection = reply.Verdict == PublishVerdict.Withheld && !session.Mqtt5;
        }
        catch (Exception e)
        {
            // Whatever went wrong, nothing says that the pack is on the disk: no PUBACK.
            args.CloseConnection = true;
            BrokerLog.PublishFailed(logger, e, session.Identity.ClientId);
        }
    }

    private Task SubscribeAsync(InterceptingSubscriptionEventArgs args)
    {
        if (args.SessionItems[SessionKey] is not NodeSession session || gate.Subscribe(session, args.TopicFilter.Topic) is { } wrong)
        {
            args.ProcessSubscription = false;
            args.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
        }

        return Task.CompletedTask;
    }

    private Task AnnounceLimitsAsync(InterceptingPacketEventArgs args)
    {
        if (args.Packet is not MqttConnAckPacket { ReasonCode: MqttConnectReasonCode.Success } connAck) return Task.CompletedTask;
        connAck.MaximumPacketSize = (uint)limits.PacketBytes;
        connAck.ReceiveMaximum = (ushort)limits.InFlight;
        connAck.TopicAliasMaximum = MaxTopicAliases;
        connAck.MaximumQoS = MqttQualityOfServiceLevel.AtLeastOnce;
        return Task.CompletedTask;
    }

    // An exception here ends the connection; the library has not looked at the packet yet.
    private Task BoundAsync(InterceptingPacketEventArgs args)
    {
        switch (args.Packet)
        {
            case MqttPublishPacket { TopicAlias: > MaxTopicAliases } publish:
                gate.TransportRefused(args.RemoteEndPoint, args.ClientId, Refusal.TopicAlias, $"topic alias {publish.TopicAlias}; at most {MaxTopicAliases} are kept");
                throw new MqttProtocolViolationException("topic alias out of bounds");
            case MqttConnectPacket:
                gate.TransportRefused(args.RemoteEndPoint, args.ClientId, Refusal.SecondConnect, "a second CONNECT on one connection");
                throw new MqttProtocolViolationException("a second CONNECT");
            default:
                return Task.CompletedTask;
        }
    }

    private Task DisconnectedAsync(ClientDisconnectedEventArgs args)
    {
        if (args.SessionItems[SessionKey] is not NodeSession session) return Task.CompletedTask;
        downlink.Disconnected(session);
        session.SaidGoodBye = args.DisconnectType == MqttClientDisconnectType.Clean;
        return Task.CompletedTask;
    }
}
