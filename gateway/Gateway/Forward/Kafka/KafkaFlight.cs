using Confluent.Kafka;

namespace SmartCity.Gateway.Forward.Kafka;

/// <summary>One batch through one producer; the acknowledgement is that of all replicas in sync.</summary>
internal sealed class KafkaFlight(SinkBatch batch, IProducer<string, byte[]> producer, KafkaMessages messages, KafkaSinkOptions options, TimeProvider time)
    : WindowedFlight(batch, string.Join(", ", options.Servers), options.Window, TimeSpan.FromSeconds(options.AckSeconds + 5), time)
{
    protected override async Task SendOneAsync(int index, CancellationToken abort)
    {
        var (topic, message) = messages.Build(Batch[index]);
        Batch.Sent(message.Key.Length + message.Value.Length);
        try
        {
            await producer.ProduceAsync(topic, message, abort).ConfigureAwait(false);
            Accept(index);
        }
        catch (ProduceException<string, byte[]> e) when (IsAboutTheMessage(e.Error.Code))
        {
            Refuse(index, e.Error.Reason);
        }
        catch (ProduceException<string, byte[]> e) when (NeedsPerson(e.Error.Code))
        {
            FailFinally(e.Error.Reason);
        }
    }

    private static bool IsAboutTheMessage(ErrorCode code) =>
        code is ErrorCode.MsgSizeTooLarge or ErrorCode.InvalidMsg or ErrorCode.InvalidRecord or ErrorCode.PolicyViolation or ErrorCode.InvalidTimestamp;

    private static bool NeedsPerson(ErrorCode code) =>
        code is ErrorCode.TopicAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed or ErrorCode.SaslAuthenticationFailed
            or ErrorCode.TopicException or ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_Authentication;
}
