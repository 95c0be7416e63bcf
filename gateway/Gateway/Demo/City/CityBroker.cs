using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.AspNetCore;
using MQTTnet.Protocol;
using MQTTnet.Server;
using SmartCity.Gateway.Forward.Mqtt;

namespace SmartCity.Gateway.Demo.City;

/// <summary>
/// The city's side of the demo: a broker of its own on loopback. What <paramref name="store"/> does with a message is
/// done before the message is acknowledged, as a platform that keeps what it confirms would.
/// </summary>
internal sealed class CityBroker : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly MqttServer _server;

    private CityBroker(WebApplication app, MqttServer server, int port)
    {
        _app = app;
        _server = server;
        Port = port;
    }

    public int Port { get; }

    public static async Task<CityBroker> StartAsync(string user, string password, Action<string, ReadOnlyMemory<byte>> store)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseMqtt()));
        builder.Services.AddMqttServer(options => options.WithoutDefaultEndpoint().WithMaxPendingMessagesPerClient(int.MaxValue));
        var app = builder.Build();
        var server = app.Services.GetRequiredService<MqttServer>();
        server.ValidatingConnectionAsync += e =>
        {
            if (e.UserName != user || e.Password != password) e.ReasonCode = MqttConnectReasonCode.BadUserNameOrPassword;
            return Task.CompletedTask;
        };
        server.InterceptingPublishAsync += e =>
        {
            store(e.ApplicationMessage.Topic, Bytes(e.ApplicationMessage));
            return Task.CompletedTask;
        };
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new CityBroker(app, server, new Uri(address).Port);
    }

    public static ReadOnlyMemory<byte> Bytes(MqttApplicationMessage message) =>
        message.Payload.IsSingleSegment ? message.Payload.First : message.Payload.ToArray();

    /// <summary>The mark of telemetry that had to wait.</summary>
    public static bool IsHistorical(MqttApplicationMessage message) => message.UserProperties?.Any(
        property => property.Name == MqttMessages.HistoricalProperty && property.ValueBuffer.Span.SequenceEqual("true"u8)) ?? false;

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
