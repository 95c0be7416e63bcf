using System.Text.Json.Serialization;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Forward.Engine;

namespace SmartCity.Gateway.Forward.Amqp;

/// <summary>
/// A sink of <c>"type": "amqp"</c>: packs to RabbitMQ (AMQP 0-9-1), either into one quorum queue, which the sink makes, or
/// to an exchange of the city's.
/// </summary>
internal sealed class AmqpSinkOptions : SinkOptions
{
    /// <summary>Servers of the cluster, <c>name</c> or <c>name:port</c>; any that answers will do.</summary>
    public List<string> Hosts { get; set; } = [];

    public SinkTlsOptions? Tls { get; set; }

    public string VirtualHost { get; set; } = "/";

    public string User { get; set; } = "guest";

    public string? Password { get; set; }

    /// <summary>File whose first line is the password.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Quorum queue to make if need be and send to.</summary>
    public string? Queue { get; set; }

    /// <summary>Exchange to send to in its stead; it and its bindings are the city's.</summary>
    public string? Exchange { get; set; }

    /// <summary>Routing key at the exchange, with the places of an MQTT topic.</summary>
    public string RoutingKey { get; set; } = "{site}.{node}.{lane}";

    [JsonConverter(typeof(JsonStringEnumConverter<SenmlForm>))]
    public SenmlForm Payload { get; set; }

    /// <summary>Packs on the way without confirmation at most.</summary>
    public int Window { get; set; } = 128;

    /// <summary>Seconds without any confirmation after which the connection is given up.</summary>
    public int AckSeconds { get; set; } = 30;

    public override void MakePathsAbsolute(string directory)
    {
        if (PasswordFile is not null) PasswordFile = Path.GetFullPath(PasswordFile, directory);
        Tls?.MakePathsAbsolute(directory);
    }

    public override void Check(string path, Action<string, string> report)
    {
        if ((Queue is null) == (Exchange is null)) report(path, "expected exactly one of queue, exchange");
        TopicTemplate.Parse(RoutingKey, "", out var fault);
        if (fault is not null) report(path + ".routingKey", fault);
        for (var i = 0; i < Hosts.Count; i++)
        {
            if (!AmqpConnection.TryParse(Hosts[i], Tls is not null, out _, out _)) report($"{path}.hosts[{i}]", "expected name or name:port");
        }

        SinkPassword.Check(Password, PasswordFile, path, report);
        Tls?.Check(path + ".tls", report);
    }

    public override SinkBinding Bind(SinkServices services) => new(new AmqpSink(this, services.Gateway, services.Time), Forward);
}
