using System.Text;
using Confluent.Kafka;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Forward.Kafka;

/// <summary>
/// Builds the message of a pack: its key is the node, so that a node's packs stay in one partition and in order; the
/// headers are the pack's key and the historical mark; its time is the first reading's.
/// </summary>
internal sealed class KafkaMessages(TopicTemplate topic, SenmlForm form) : IDisposable
{
    public const string KeyHeader = "key";
    public const string HistoricalHeader = "historical";
    public const string ContentTypeHeader = "content-type";

    private readonly SenmlPayload _payload = new(form);

    public (string Topic, Message<string, byte[]> Message) Build(in SinkRecord record)
    {
        var pack = record.Pack;
        return (topic.Fill(record), new Message<string, byte[]>
        {
            Key = $"{pack.Site}/{pack.Node}",
            Value = _payload.Write(pack),
            Timestamp = new Timestamp(pack.Count > 0 ? pack.Readings[0].TimeMs : pack.ReceivedMs, TimestampType.CreateTime),
            Headers =
            [
                new Header(KeyHeader, Encoding.UTF8.GetBytes(PackKey.Of(pack).ToString())),
                new Header(HistoricalHeader, record.Historical ? "true"u8.ToArray() : "false"u8.ToArray()),
                new Header(ContentTypeHeader, Encoding.ASCII.GetBytes(_payload.ContentType)),
            ],
        });
    }

    public void Dispose() => _payload.Dispose();
}
