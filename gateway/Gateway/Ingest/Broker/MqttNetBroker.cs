using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using MQTTnet.AspNetCore;
using MQTTnet.Server;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Tls;
using SmartCity.Wire;

namespace SmartCity.Gateway.Ingest.Broker;

/// <summary>MQTTnet over Kestrel, with a small web host of its own that serves nothing else.</summary>
internal sealed class MqttNetBroker : IIngestBroker
{
    private static readonly TimeSpan KeepAliveLook = TimeSpan.FromSeconds(5);

    private readonly BrokerOptions _options;
    private readonly ILogger _logger;
    private readonly TransportGuard _guard;
    private readonly MqttListeners _listeners;
    private readonly MqttServer _server;
    private readonly Downlink _downlink;
    private readonly WebApplication _web;

    public MqttNetBroker(BrokerOptions options, LimitOptions limits, ServerCertificate? certificate, IBrokerGate gate, TimeProvider time, ILoggerFactory loggers)
    {
        _options = options;
        _logger = loggers.CreateLogger<MqttNetBroker>();
        _guard = new TransportGuard(limits, gate, time);
        _listeners = new MqttListeners(options, limits, certificate, _guard);

        var handler = new MqttConnectionHandler();
        var serverOptions = new MqttServerOptions
        {
            DefaultCommunicationTimeout = TimeSpan.FromSeconds(limits.ConnectSeconds),
            MaxPendingMessagesPerClient = limits.UnacknowledgedDown,
            WriterBufferSize = 256,
        };
        serverOptions.KeepAliveOptions.MonitorInterval = KeepAliveLook;
        _server = new MqttServer(serverOptions, [handler], new MqttNetLog(_logger));
        _downlink = new Downlink(_server, limits.UnacknowledgedDown, _logger);
        new MqttEvents(_server, gate, _guard, _downlink, limits, _logger).Attach();

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(handler);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton(loggers);
        _listeners.Configure(builder.WebHost);
        _web = builder.Build();
    }

    public IReadOnlyList<IPEndPoint> Endpoints { get; private set; } = [];

    public int Connections => _guard.Connections;

    public async Task StartAsync(CancellationToken cancellation)
    {
        await _server.StartAsync().ConfigureAwait(false);
        await ListenAsync(cancellation).ConfigureAwait(false);
        Endpoints = _listeners.Endpoints;
        foreach (var (endpoint, listener) in Endpoints.Zip(_options.Listeners))
        {
            BrokerLog.Listening(_logger, endpoint, listener.Tls is null ? "plain" : "TLS");
            if (listener.Tls is null && !IPAddress.IsLoopback(endpoint.Address)) BrokerLog.PlainText(_logger, endpoint);
        }
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        // The broker first: Kestrel waits for its connections to end, and they end when the broker closes them.
        await _server.StopAsync(new MqttServerStopOptions()).ConfigureAwait(false);
        await _web.StopAsync(cancellation).ConfigureAwait(false);
    }

    public ValueTask<SendResult> SendAsync(string site, string node, TopicKind kind, ReadOnlyMemory<byte> payload, CancellationToken cancellation) =>
        _downlink.SendAsync(site, node, kind, payload, cancellation);

    public async ValueTask<bool> DisconnectAsync(string clientId)
    {
        var known = await _downlink.DisconnectAsync(clientId).ConfigureAwait(false);
        await _guard.EndAsync(clientId).ConfigureAwait(false);
        return known;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync().ConfigureAwait(false);
        await _guard.DisposeAsync().ConfigureAwait(false);
        _server.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        try
        {
            await _web.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException || e.InnerException is AddressInUseException)
        {
            var sockets = string.Join(", ", _options.Listeners.Select(listener => $"{listener.Address} port {listener.Port}"));
            throw new ListenException($"MQTT cannot listen on {sockets}: {e.GetBaseException().Message}", e);
        }
    }
}
