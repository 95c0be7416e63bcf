using System.Text.Json.Serialization;
using SmartCity.Gateway.Forward.Engine;

namespace SmartCity.Gateway.Forward.Mqtt;

/// <summary>Version of the protocol spoken.</summary>
internal enum MqttVersion
{
    [JsonStringEnumMemberName("5")]
    V5,

    [JsonStringEnumMemberName("3.1.1")]
    V311,
}

/// <summary>A sink of <c>"type": "mqtt"</c>: packs as SenML to a broker of the city's.</summary>
internal sealed class MqttSinkOptions : MqttLinkOptions
{
    public const string DefaultTopic = "city/{site}/{node}/{lane}";

    public string Topic { get; set; } = DefaultTopic;

    [JsonConverter(typeof(JsonStringEnumConverter<SenmlForm>))]
    public SenmlForm Payload { get; set; }

    /// <summary>Packs on the way without acknowledgement at most; the receiver's own bound holds, too.</summary>
    public int Window { get; set; } = 64;

    /// <summary>Take "nobody has subscribed" (MQTT 5) for a failure: the broker threw the pack away.</summary>
    public bool RequireSubscriber { get; set; }

    public override void Check(string path, Action<string, string> report)
    {
        base.Check(path, report);
        TopicTemplate.Parse(Topic, "", out var fault);
        if (fault is not null) report(path + ".topic", fault);
        if (RequireSubscriber && Protocol == MqttVersion.V311) report(path + ".requireSubscriber", "MQTT 3.1.1 does not say whether anybody has subscribed");
    }

    public override SinkBinding Bind(SinkServices services) => new(new MqttSink(this, services.Gateway, services.Time), Forward);
}
