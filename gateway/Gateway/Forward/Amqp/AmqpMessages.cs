using RabbitMQ.Client;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Forward.Amqp;

/// <summary>
/// Builds the message of a pack: <c>message-id</c> is the key <c>site/node/boot/seq</c>, the header
/// <c>historical</c> the mark, <c>type</c> data, event, loss or window.
/// </summary>
internal sealed class AmqpMessages(AmqpSinkOptions options, TopicTemplate routingKey, string gateway) : IDisposable
{
    public const string HistoricalHeader = "historical";

    private readonly SenmlPayload _payload = new(options.Payload);

    public (string RoutingKey, BasicProperties Properties, byte[] Body) Build(in SinkRecord record)
    {
        var properties = new BasicProperties
        {
            MessageId = PackKey.Of(record.Pack).ToString(),
            ContentType = _payload.ContentType,
            Type = record.LaneName,
            AppId = gateway,
            Persistent = true,
            Headers = new Dictionary<string, object?> { [HistoricalHeader] = record.Historical },
        };
        return (options.Queue ?? routingKey.Fill(record), properties, _payload.Write(record.Pack));
    }

    public void Dispose() => _payload.Dispose();
}
