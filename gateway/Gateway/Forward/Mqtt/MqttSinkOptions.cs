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

/// <summary>Form of the payload.</summary>
internal enum MqttPayload
{
    [JsonStringEnumMemberName("json")]
    Json,

    [JsonStringEnumMemberName("cbor")]
    Cbor,
}

/// <summary>TLS towards the receiver; without it, the connection is in the clear.</summary>
internal sealed class MqttTlsOptions
{
    /// <summary>PEM file of the authorities to trust; null: those of the system.</summary>
    public string? Authorities { get; set; }

    /// <summary>PEM file of the gateway's own certificate, where the receiver asks for one.</summary>
    public string? Certificate { get; set; }

    /// <summary>PEM file of its private key.</summary>
    public string? Key { get; set; }
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

    public MqttTlsOptions? Tls { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>File whose first line is the password.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Null: <c>{gateway}-{name}</c>.</summary>
    public string? ClientId { get; set; }

    public string Topic { get; set; } = DefaultTopic;

    [JsonConverter(typeof(JsonStringEnumConverter<MqttPayload>))]
    public MqttPayload Payload { get; set; }

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
        PasswordFile = Absolute(PasswordFile);
        if (Tls is null) return;
        Tls.Authorities = Absolute(Tls.Authorities);
        Tls.Certificate = Absolute(Tls.Certificate);
        Tls.Key = Absolute(Tls.Key);

        string? Absolute(string? path) => path is null ? null : Path.GetFullPath(path, directory);
    }

    public override void Check(string path, Action<string, string> report)
    {
        TopicTemplate.Parse(Topic, "", out var fault);
        if (fault is not null) report(path + ".topic", fault);
        if (Password is not null && PasswordFile is not null) report(path, "expected at most one of password, passwordFile");
        if ((Tls?.Certificate is null) != (Tls?.Key is null)) report(path + ".tls", "expected both of certificate and key, or neither");
        if (RequireSubscriber && Protocol == MqttVersion.V311) report(path + ".requireSubscriber", "MQTT 3.1.1 does not say whether anybody has subscribed");
        FileExists(PasswordFile, path + ".passwordFile");
        FileExists(Tls?.Authorities, path + ".tls.authorities");
        FileExists(Tls?.Certificate, path + ".tls.certificate");
        FileExists(Tls?.Key, path + ".tls.key");

        void FileExists(string? file, string at)
        {
            if (file is not null && !File.Exists(file)) report(at, $"there is no file {file}");
        }
    }

    public override SinkBinding Bind(SinkServices services) => new(new MqttSink(this, services.Gateway, services.Time), Forward);
}
