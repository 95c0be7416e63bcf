using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SmartCity.Gateway.Hosting;

namespace SmartCity.Gateway.Operate.Http;

/// <summary>A small HTTP listener for <see cref="OperationsEndpoints"/>. A gateway that cannot have its port works without it.</summary>
internal sealed class OperatePart(GatewayHost host) : IGatewayPart
{
    private const int MaxHeaderBytes = 8 << 10;
    private const int MaxConnections = 16;

    private WebApplication? _web;

    /// <summary>Where it listens; null when it does not.</summary>
    public IPEndPoint? Endpoint { get; private set; }

    public async Task StartAsync(CancellationToken cancellation)
    {
        if (host.Options.Operate.Listen.Length == 0) return;
        var wanted = IPEndPoint.Parse(host.Options.Operate.Listen);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(host.Loggers);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddRoutingCore();
        ListenOptions? listening = null;
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Listen(wanted, listen => listening = listen);
        });
        _web = builder.Build();
        _web.UseRouting();
        _web.MapOperations(host);
        _web.UseEndpoints(_ => { });
        try
        {
            await _web.StartAsync(cancellation).ConfigureAwait(false);
            Endpoint = listening!.IPEndPoint;
            OperateLog.Listening(host.Loggers.CreateLogger<OperatePart>(), wanted);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            OperateLog.NotListening(host.Loggers.CreateLogger<OperatePart>(), wanted, e.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellation) => _web?.StopAsync(cancellation) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _web?.DisposeAsync() ?? ValueTask.CompletedTask;
}
