using System.Text.Json.Serialization;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Amqp;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Forward.Files;
using SmartCity.Gateway.Forward.Hj212;
using SmartCity.Gateway.Forward.Kafka;
using SmartCity.Gateway.Forward.Mqtt;
using SmartCity.Gateway.Forward.NgsiLd;
using SmartCity.Gateway.Forward.SensorThings;
using SmartCity.Gateway.Forward.Sparkplug;

namespace SmartCity.Gateway.Config;

/// <summary>
/// A place readings go. Each kind derives from this, is named here with its <c>type</c>, and has its entry under
/// <c>$defs</c> of <c>gateway.schema.json</c> and in <c>sinks.items.oneOf</c> there.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(FileSinkOptions), "file")]
[JsonDerivedType(typeof(MqttSinkOptions), "mqtt")]
[JsonDerivedType(typeof(AmqpSinkOptions), "amqp")]
[JsonDerivedType(typeof(Hj212SinkOptions), "hj212")]
[JsonDerivedType(typeof(NgsiLdSinkOptions), "ngsi-ld")]
[JsonDerivedType(typeof(SensorThingsSinkOptions), "sensorthings")]
[JsonDerivedType(typeof(KafkaSinkOptions), "kafka")]
[JsonDerivedType(typeof(SparkplugSinkOptions), "sparkplug")]
internal abstract class SinkOptions
{
    /// <summary>Name of the sink and of its cursor, <c>[a-z0-9-]{1,32}</c>, unique in the file.</summary>
    public string Name { get; set; } = "";

    /// <summary>How traffic to this sink is shaped, retried and bounded.</summary>
    public ForwardTuning Forward { get; set; } = new();

    /// <summary>Makes the sink; connects to nothing yet.</summary>
    public abstract SinkBinding Bind(SinkServices services);

    /// <summary>Resolves the paths among the options against the configuration's directory.</summary>
    public virtual void MakePathsAbsolute(string directory)
    {
    }

    /// <summary>What the schema cannot say; calls <paramref name="report"/> with the path, which begins with <paramref name="path"/>, and a message.</summary>
    public virtual void Check(string path, Action<string, string> report)
    {
    }
}
