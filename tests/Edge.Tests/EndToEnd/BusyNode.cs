using System.Globalization;
using System.Text;
using MQTTnet;
using MQTTnet.Protocol;

namespace SmartCity.Edge.Tests.EndToEnd;

/// <summary>A node that sends its next pack the moment the last one is acknowledged, and after a cut the same one again.</summary>
internal sealed class BusyNode(string site, string node, string password, int port)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Name => node;

    /// <summary>Packs acknowledged: those with a lower <c>seq</c>.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Ends when the connection does.</summary>
    public async Task PublishUntilCutAsync(Action acknowledged)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithClientId($"{site}.{node}")
            .WithCredentials($"{site}.{node}", password).WithTimeout(Patience).Build();
        try
        {
            await client.ConnectAsync(options);
            while (true)
            {
                var message = new MqttApplicationMessage { Topic = $"sc/1/{site}/{node}/data", PayloadSegment = Pack(Acknowledged), QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce };
                var result = await client.PublishAsync(message);
                if (result.ReasonCode != MqttClientPublishReasonCode.Success) return;
                Acknowledged++;
                acknowledged();
            }
        }
        catch (Exception e) when (e is MQTTnet.Exceptions.MqttCommunicationException or OperationCanceledException or IOException)
        {
        }
    }

    private static byte[] Pack(int seq) => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $$"""[{"bn":"urn:dev:mac:0024befffe804ff1:","bt":{{1763834400 + seq}},"boot":1,"seq":{{seq}},"n":"t","v":21.5},{"n":"rh","v":40.5}]"""));
}
