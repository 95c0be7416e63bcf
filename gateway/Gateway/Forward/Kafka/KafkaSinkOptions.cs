using System.Text.Json.Serialization;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Forward.Engine;

namespace SmartCity.Gateway.Forward.Kafka;

/// <summary>How the gateway proves who it is.</summary>
internal enum KafkaSasl
{
    [JsonStringEnumMemberName("plain")]
    Plain = 0,

    [JsonStringEnumMemberName("scram-sha-256")]
    ScramSha256,

    [JsonStringEnumMemberName("scram-sha-512")]
    ScramSha512,
}

/// <summary>Compression of message sets.</summary>
internal enum KafkaCompression
{
    [JsonStringEnumMemberName("lz4")]
    Lz4 = 0,

    [JsonStringEnumMemberName("none")]
    None,

    [JsonStringEnumMemberName("gzip")]
    Gzip,

    [JsonStringEnumMemberName("snappy")]
    Snappy,

    [JsonStringEnumMemberName("zstd")]
    Zstd,
}

/// <summary>A sink of <c>"type": "kafka"</c>: packs to a Kafka cluster.</summary>
internal sealed class KafkaSinkOptions : SinkOptions
{
    /// <summary>Brokers to begin with, <c>name:port</c>; they tell of the rest.</summary>
    public List<string> Servers { get; set; } = [];

    /// <summary>Topic, with the places of an MQTT topic.</summary>
    public string Topic { get; set; } = "city-readings";

    public SinkTlsOptions? Tls { get; set; }

    /// <summary>For SASL; null: none.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>File whose first line is the password.</summary>
    public string? PasswordFile { get; set; }

    [JsonConverter(typeof(JsonStringEnumConverter<KafkaSasl>))]
    public KafkaSasl Sasl { get; set; }

    [JsonConverter(typeof(JsonStringEnumConverter<SenmlForm>))]
    public SenmlForm Payload { get; set; }

    [JsonConverter(typeof(JsonStringEnumConverter<KafkaCompression>))]
    public KafkaCompression Compression { get; set; }

    /// <summary>Packs on the way without acknowledgement at most.</summary>
    public int Window { get; set; } = 512;

    /// <summary>Seconds after which a pack that no broker acknowledged is given up and sent again with a new producer.</summary>
    public int AckSeconds { get; set; } = 30;

    public override void MakePathsAbsolute(string directory)
    {
        if (PasswordFile is not null) PasswordFile = Path.GetFullPath(PasswordFile, directory);
        Tls?.MakePathsAbsolute(directory);
    }

    public override void Check(string path, Action<string, string> report)
    {
        TopicTemplate.Parse(Topic, "", out var fault);
        if (fault is not null) report(path + ".topic", fault);
        else if (Topic.Contains('/', StringComparison.Ordinal)) report(path + ".topic", "a topic of Kafka's has letters, digits, dots, underscores and hyphens only");
        for (var i = 0; i < Servers.Count; i++)
        {
            if (!HostName.IsWithPort(Servers[i])) report($"{path}.servers[{i}]", "expected name:port");
        }

        if (User is null && (Password ?? PasswordFile) is not null) report(path, "expected user beside the password");
        SinkPassword.Check(Password, PasswordFile, path, report);
        Tls?.Check(path + ".tls", report);
    }

    public override SinkBinding Bind(SinkServices services) => new(new KafkaSink(this, services.Gateway, services.Time), Forward);
}
