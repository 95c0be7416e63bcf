using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using SmartCity.Node.Link;

namespace SmartCity.Node.Virtual.Link;

/// <summary>The node's settings in MQTTnet's words, and MQTTnet's refusals in the node's.</summary>
internal static class MqttOptions
{
    public static MqttClientOptions From(MqttSettings settings, X509Certificate2Collection? trusted, double speed)
    {
        MqttClientOptionsBuilder options = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithCleanSession()
            .WithTcpServer(settings.Host, settings.Port)
            .WithClientId(settings.ClientId)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(settings.KeepAliveSeconds / speed))))
            .WithTimeout(TimeSpan.FromSeconds(10));
        if (settings.User is not null) options.WithCredentials(settings.User, settings.Password);
        if (settings.Tls) options.WithTlsOptions(o => o.UseTls().WithTargetHost(settings.Host).WithTrustChain(trusted));
        if (settings.WillTopic is not null)
        {
            options.WithWillTopic(settings.WillTopic)
                .WithWillPayload(settings.WillPayload)
                .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .WithWillRetain();
        }

        return options.Build();
    }

    /// <summary>The CONNACK return code of MQTT 3.1.1 (table 3.1), which MQTTnet has translated into version 5's.</summary>
    public static string Refusal(MqttClientConnectResultCode code) => code switch
    {
        MqttClientConnectResultCode.UnsupportedProtocolVersion => "refused-1",
        MqttClientConnectResultCode.ClientIdentifierNotValid => "refused-2",
        MqttClientConnectResultCode.ServerUnavailable => "refused-3",
        MqttClientConnectResultCode.BadUserNameOrPassword => "refused-4",
        MqttClientConnectResultCode.NotAuthorized => "refused-5",
        _ => "unreachable",
    };
}
