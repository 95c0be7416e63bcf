using System.Globalization;
using MQTTnet;
using MQTTnet.Protocol;

namespace SmartCity.Bench.Service;

/// <summary>One node that is connected and publishes now and then.</summary>
internal sealed class ServiceNode : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly int _node;

    // Further on than any pack of a full journal.
    private int _seq = 1_000_000;

    private ServiceNode(int node) => _node = node;

    public static async Task<ServiceNode> ConnectAsync(ServiceProcess gateway, int node)
    {
        var made = new ServiceNode(node);
        var name = string.Create(CultureInfo.InvariantCulture, $"a.n{node}");
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", gateway.Port).WithClientId(name)
            .WithCredentials(name, ServiceProcess.Password).WithKeepAlivePeriod(TimeSpan.FromMinutes(5));
        await made._client.ConnectAsync(options.Build()).ConfigureAwait(false);
        return made;
    }

    /// <summary>Connects as soon as that is possible, and has a pack acknowledged.</summary>
    public static async Task<ServiceNode> FirstAsync(ServiceProcess gateway, int node)
    {
        await gateway.ListeningAsync().ConfigureAwait(false);
        var made = await ConnectAsync(gateway, node).ConfigureAwait(false);
        await made.PublishAsync().ConfigureAwait(false);
        return made;
    }

    /// <summary>One pack, acknowledged.</summary>
    public async Task PublishAsync()
    {
        var payload = string.Create(CultureInfo.InvariantCulture, $$"""[{"bn":"urn:dev:mac:0011223344556677:","bt":1763834400,"boot":1,"seq":{{_seq++}},"n":"t","v":21.5},{"n":"rh","v":40}]""");
        var message = new MqttApplicationMessageBuilder().WithTopic(string.Create(CultureInfo.InvariantCulture, $"sc/1/a/n{_node}/data"))
            .WithPayload(payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
        await _client.PublishAsync(message).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisconnectAsync().ConfigureAwait(false);
        _client.Dispose();
    }
}
