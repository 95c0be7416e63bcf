using System.Text;
using MQTTnet;
using MQTTnet.Protocol;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Forward.Mqtt;

/// <summary>
/// Builds the message of a pack. The key <c>site/node/boot/seq</c> is in the payload in any case; with MQTT 5 it is also
/// the user property <c>key</c>, beside <c>historical</c>, so that a consumer need not open what it has already.
/// </summary>
internal sealed class MqttMessages(TopicTemplate topic, SenmlForm form, bool properties) : IDisposable
{
    public const string KeyProperty = "key";
    public const string HistoricalProperty = "historical";

    private static readonly ReadOnlyMemory<byte> True = "true"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> False = "false"u8.ToArray();

    private readonly SenmlPayload _payload = new(form);

    public MqttApplicationMessage Build(in SinkRecord record)
    {
        var builder = new MqttApplicationMessageBuilder()
            .WithTopic(topic.Fill(record))
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithPayload(_payload.Write(record.Pack));
        if (properties)
        {
            builder
                .WithContentType(_payload.ContentType)
                .WithUserProperty(KeyProperty, Encoding.UTF8.GetBytes(PackKey.Of(record.Pack).ToString()).AsMemory())
                .WithUserProperty(HistoricalProperty, record.Historical ? True : False);
        }

        return builder.Build();
    }

    public void Dispose() => _payload.Dispose();
}
