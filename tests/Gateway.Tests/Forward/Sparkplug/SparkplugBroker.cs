using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.AspNetCore;
using MQTTnet.Protocol;
using MQTTnet.Server;
using SmartCity.Gateway.Forward.Sparkplug;

namespace SmartCity.Gateway.Tests.Forward.Sparkplug;

/// <summary>A message as the server saw it.</summary>
internal sealed record SparkplugMessage(string Topic, SparkplugPayload Payload, MqttQualityOfServiceLevel Quality, bool Retain)
{
    public string Type => Topic.Split('/')[2];
}

/// <summary>An MQTT server on a loopback port that writes down what an edge node sends, and speaks for a host application.</summary>
internal sealed class SparkplugBroker : IDisposable
{
    private readonly WebApplication _app;
    private readonly MqttServer _server;
    private readonly Lock _gate = new();
    private readonly List<SparkplugMessage> _messages = [];

    public SparkplugBroker()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseMqtt()));
        builder.Services.AddMqttServer(options => options.WithoutDefaultEndpoint());
        _app = builder.Build();
        _server = _app.Services.GetRequiredService<MqttServer>();
        _server.InterceptingPublishAsync += Take;
        _server.ValidatingConnectionAsync += e =>
        {
            CleanSessions += e.CleanSession == true ? 1 : 0;
            Connections++;
            return Task.CompletedTask;
        };
        _app.StartAsync().GetAwaiter().GetResult();
        EndPoint = IPEndPoint.Parse(new Uri(_app.Urls.Single()).Authority);
    }

    public IPEndPoint EndPoint { get; }

    public int Connections { get; private set; }

    public int CleanSessions { get; private set; }

    public IReadOnlyList<SparkplugMessage> Messages
    {
        get
        {
            lock (_gate) return [.. _messages];
        }
    }

    /// <summary>Types of all messages, in order.</summary>
    public string Types => string.Join(' ', Messages.Select(message => message.Type));

    public Task SayAsync(string topic, byte[] payload, bool retain = false) =>
        _server.InjectApplicationMessage(new InjectedMqttApplicationMessage(new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag(retain).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build()) { SenderClientId = "host" });

    /// <summary>Cuts the connection without a word, so that the will is published.</summary>
    public async Task CutAsync()
    {
        foreach (var client in await _server.GetClientsAsync()) await client.DisconnectAsync(new MqttServerClientDisconnectOptions { ReasonCode = MqttDisconnectReasonCode.UnspecifiedError });
    }

    public void Dispose()
    {
        _server.StopAsync().GetAwaiter().GetResult();
        _app.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private Task Take(InterceptingPublishEventArgs e)
    {
        var message = e.ApplicationMessage;
        if (e.ClientId == "host") return Task.CompletedTask;
        lock (_gate) _messages.Add(new SparkplugMessage(message.Topic, PayloadReader.TryRead(message.Payload.ToArray())!, message.QualityOfServiceLevel, message.Retain));
        return Task.CompletedTask;
    }
}
