using System.Buffers;
using System.Text;
using MQTTnet;
using MQTTnet.Protocol;
using SmartCity.Pipeline.Export;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Forward.Mqtt;

/// <summary>
/// Builds the message of a pack. The key <c>site/node/boot/seq</c> is in the payload in any case; with MQTT 5 it is also
/// the user property <c>key</c>, beside <c>historical</c>, so that a consumer need not open what it has already.
/// </summary>
internal sealed class MqttMessages(TopicTemplate topic, MqttPayload payload, bool properties) : IDisposable
{
    public const string KeyProperty = "key";
    public const string HistoricalProperty = "historical";

    private static readonly ReadOnlyMemory<byte> True = "true"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> False = "false"u8.ToArray();

    private readonly SenmlJsonWriter _json = new();
    private readonly ArrayBufferWriter<byte> _buffer = new(PackRecord.MaxBytes);

    public MqttApplicationMessage Build(in SinkRecord record)
    {
        var builder = new MqttApplicationMessageBuilder()
            .WithTopic(topic.Fill(record.Pack, record.Historical))
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithPayload(Payload(record));
        if (properties)
        {
            builder
                .WithContentType(payload == MqttPayload.Json ? "application/senml+json" : "application/senml+cbor")
                .WithUserProperty(KeyProperty, Encoding.UTF8.GetBytes(PackKey.Of(record.Pack)).AsMemory())
                .WithUserProperty(HistoricalProperty, record.Historical ? True : False);
        }

        return builder.Build();
    }

    public void Dispose() => _json.Dispose();

    // An array of its own: the message is kept until its acknowledgement, long after the next is built.
    private byte[] Payload(in SinkRecord record)
    {
        _buffer.ResetWrittenCount();
        if (payload == MqttPayload.Json)
        {
            _json.Write(record.Pack, _buffer);
            return _buffer.WrittenSpan.ToArray();
        }

        for (var bytes = PackRecord.MaxBytes; ; bytes *= 2)
        {
            if (SenmlCborWriter.TryWrite(record.Pack, _buffer.GetSpan(bytes), out var written)) return _buffer.GetSpan(bytes)[..written].ToArray();
        }
    }
}
