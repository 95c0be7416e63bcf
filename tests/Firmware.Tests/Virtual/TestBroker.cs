using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Protocol;
using MQTTnet.Server;
using SmartCity.Peers;

namespace SmartCity.Firmware.Tests.Virtual;

/// <summary>A real broker on a free port of the loopback that keeps what is published to it.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    private readonly MqttServer _server;

    private TestBroker(MqttServer server, int port)
    {
        _server = server;
        Port = port;
    }

    public int Port { get; }

    public ConcurrentQueue<(string Topic, byte[] Payload)> Received { get; } = new();

    public ConcurrentQueue<string> Clients { get; } = new();

    /// <summary>Password every client must have; null lets all in.</summary>
    public string? Password { get; set; }

    /// <param name="certificate">With it the broker speaks TLS only.</param>
    public static async Task<TestBroker> StartAsync(X509Certificate2? certificate = null)
    {
        int port = FreePort.Next();
        MqttServerOptionsBuilder options = certificate is null
            ? new MqttServerOptionsBuilder()
                .WithDefaultEndpoint()
                .WithDefaultEndpointPort(port)
                .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
                .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            : new MqttServerOptionsBuilder()
                .WithoutDefaultEndpoint()
                .WithEncryptedEndpoint()
                .WithEncryptedEndpointPort(port)
                .WithEncryptedEndpointBoundIPAddress(IPAddress.Loopback)
                .WithEncryptedEndpointBoundIPV6Address(IPAddress.None)
                .WithEncryptionCertificate(certificate);
        MqttServer server = new MqttServerFactory().CreateMqttServer(options.Build());
        var broker = new TestBroker(server, port);
        server.ValidatingConnectionAsync += e =>
        {
            if (broker.Password is not null && e.Password != broker.Password) e.ReasonCode = MqttConnectReasonCode.BadUserNameOrPassword;
            else broker.Clients.Enqueue(e.ClientId);
            return Task.CompletedTask;
        };
        server.InterceptingPublishAsync += e =>
        {
            broker.Received.Enqueue((e.ApplicationMessage.Topic, System.Buffers.BuffersExtensions.ToArray(e.ApplicationMessage.Payload)));
            return Task.CompletedTask;
        };
        await server.StartAsync();
        return broker;
    }

    public Task SendAsync(string topic, string payload) => _server.InjectApplicationMessage(new InjectedMqttApplicationMessage(
        new MQTTnet.MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).Build()));

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        _server.Dispose();
    }
}
