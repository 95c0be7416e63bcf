using MQTTnet;

namespace SmartCity.Gateway.Forward.Mqtt;

/// <summary>One batch over one connection; the acknowledgement is PUBACK with its reason code.</summary>
internal sealed class MqttFlight(SinkBatch batch, MqttConnection connection, MqttMessages messages, MqttSinkOptions options, TimeProvider time)
    : WindowedFlight(batch, options.Host, Math.Min(options.Window, connection.ReceiveMaximum), TimeSpan.FromSeconds(options.AckSeconds), time)
{
    protected override async Task SendOneAsync(int index, CancellationToken abort)
    {
        var message = messages.Build(Batch[index]);
        if (TooLarge(message))
        {
            Refuse(index, $"larger than the {connection.MaximumPacketSize} bytes the receiver takes");
            return;
        }

        Batch.Sent(message.Topic.Length + message.Payload.Length);
        var result = await connection.Client.PublishAsync(message, abort).ConfigureAwait(false);
        switch (result.ReasonCode)
        {
            case MqttClientPublishReasonCode.NoMatchingSubscribers when options.RequireSubscriber:
                FailMessage("nobody has subscribed");
                break;
            case MqttClientPublishReasonCode.Success or MqttClientPublishReasonCode.NoMatchingSubscribers:
                Accept(index);
                break;
            case MqttClientPublishReasonCode.PayloadFormatInvalid or MqttClientPublishReasonCode.TopicNameInvalid or MqttClientPublishReasonCode.NotAuthorized:
                Refuse(index, Words(result));
                break;
            default:
                FailMessage(Words(result));
                break;
        }
    }

    private static string Words(MqttClientPublishResult result) => $"{result.ReasonCode} {result.ReasonString}".TrimEnd();

    // Topic, key and the packet's own fields take less than 512 bytes beside the payload.
    private bool TooLarge(MqttApplicationMessage message) => message.Payload.Length + 512 > connection.MaximumPacketSize;
}
