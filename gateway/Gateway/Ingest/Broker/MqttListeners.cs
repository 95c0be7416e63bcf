using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using MQTTnet.AspNetCore;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Tls;

namespace SmartCity.Gateway.Ingest.Broker;

/// <summary>Kestrel as the broker's transport: sockets, TLS, buffers.</summary>
internal sealed class MqttListeners(BrokerOptions options, LimitOptions limits, ServerCertificate? certificate, TransportGuard guard)
{
    // More than any packet in flight needs; Kestrel's own default is 1 MiB for each connection.
    private const int BufferBytes = 64 * 1024;

    private readonly List<ListenOptions> _bound = [];

    /// <summary>Bound sockets, once the server has started.</summary>
    public IReadOnlyList<IPEndPoint> Endpoints => [.. _bound.Select(listen => listen.IPEndPoint!)];

    public void Configure(IWebHostBuilder web)
    {
        web.UseKestrelCore().UseKestrelHttpsConfiguration();
        web.UseSockets(sockets =>
        {
            sockets.MaxReadBufferSize = BufferBytes;
            sockets.MaxWriteBufferSize = BufferBytes;
        });
        web.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBufferSize = BufferBytes;
            kestrel.Limits.MaxResponseBufferSize = BufferBytes;
            foreach (var listener in options.Listeners) kestrel.Listen(IPAddress.Parse(listener.Address), listener.Port, listen => Configure(listen, listener));
        });
    }

    private void Configure(ListenOptions listen, ListenerOptions listener)
    {
        _bound.Add(listen);
        listen.Use(next => connection => guard.CountAsync(connection, next));
        if (listener.Tls is { } tls) UseTls(listen, tls);
        listen.Use(next => connection => guard.GuardAsync(connection, next));
        listen.UseConnectionHandler<MqttConnectionHandler>();
    }

    private void UseTls(ListenOptions listen, TlsOptions tls)
    {
        var handshake = new Handshake(tls, certificate!);
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = _ => ValueTask.FromResult(handshake.Options()),
            HandshakeTimeout = TimeSpan.FromSeconds(limits.ConnectSeconds),
        });
    }
}
