using System.Text.Json.Serialization;
using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Forward.Mqtt;

/// <summary>What every sink that speaks MQTT is told about its broker.</summary>
internal abstract class MqttLinkOptions : SinkOptions
{
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

    /// <summary>Seconds without any acknowledgement after which the connection is given up.</summary>
    public int AckSeconds { get; set; } = 15;

    /// <summary>Seconds between signs of life on an idle connection.</summary>
    public int KeepAliveSeconds { get; set; } = 30;

    public override void MakePathsAbsolute(string directory)
    {
        if (PasswordFile is not null) PasswordFile = Path.GetFullPath(PasswordFile, directory);
        Tls?.MakePathsAbsolute(directory);
    }

    public override void Check(string path, Action<string, string> report)
    {
        HostName.Check(Host, path, report);
        if (User is null && (Password ?? PasswordFile) is not null) report(path, "expected user beside the password");
        SinkPassword.Check(Password, PasswordFile, path, report);
        Tls?.Check(path + ".tls", report);
    }
}
