using System.Text.Json.Serialization;
using SmartCity.Gateway.Config;
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
internal sealed class MqttSinkOptions : SinkOptions
{
    public const string DefaultTopic = "city/{site}/{node}/{lane}";

    public string Host { get; set; } = "";

    /// <summary>0: 8883 with TLS, else 1883.</summary>
    public int Port { get; set; }

    [JsonConverter(typeof(JsonStringEnumConverter<MqttVersion>))]
    public MqttVersion Protocol { get; set; }

    public SinkTlsOptions? Tls { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>File whose first line is the password.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Null: <c>{gateway}-{name}</c>.</summary>
    public string? ClientId { get; set; }

    public string Topic { get; set; } = DefaultTopic;

    [JsonConverter(typeof(JsonStringEnumConverter<SenmlForm>))]
    public SenmlForm Payload { get; set; }

    /// <summary>Packs on the way without acknowledgement at most; the receiver's own bound holds, too.</summary>
    public int Window { get; set; } = 64;

    /// <summary>Seconds without any acknowledgement after which the connection is given up.</summary>
    public int AckSeconds { get; set; } = 15;

    /// <summary>Seconds between signs of life on an idle connection.</summary>
    public int KeepAliveSeconds { get; set; } = 30;

    /// <summary>Take "nobody has subscribed" (MQTT 5) for a failure: the broker threw the pack away.</summary>
    public bool RequireSubscriber { get; set; }

    public override void MakePathsAbsolute(string directory)
    {
        if (PasswordFile is not null) PasswordFile = Path.GetFullPath(PasswordFile, directory);
        Tls?.MakePathsAbsolute(directory);
    }

    public override void Check(string path, Action<string, string> report)
    {
        TopicTemplate.Parse(Topic, "", out var fault);
        if (fault is not null) report(path + ".topic", fault);
        if (RequireSubscriber && Protocol == MqttVersion.V311) report(path + ".requireSubscriber", "MQTT 3.1.1 does not say whether anybody has subscribed");
        SinkPassword.Check(Password, PasswordFile, path, report);
        Tls?.Check(path + ".tls", report);
    }

    public override SinkBinding Bind(SinkServices services) => new(new MqttSink(this, services.Gateway, services.Time), Forward);
}
