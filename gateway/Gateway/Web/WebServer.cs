using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Tls;
using SmartCity.Gateway.Web.Access;
using SmartCity.Gateway.Web.Http;

namespace SmartCity.Gateway.Web;

/// <summary>Kestrel with the routes on it: a network socket if wanted, and the data directory's own socket.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private const int MostConnections = 600;
    private const int LongestSocketPath = 100;

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping;
    private ListenOptions? _network;

    private WebServer(WebApplication app, CancellationTokenSource stopping) => (_app, _stopping) = (app, stopping);

    /// <summary>Where the network socket is, once started.</summary>
    public IPEndPoint? Endpoint => _network?.IPEndPoint;

    public static string SocketIn(string data) => Path.Combine(data, "web.sock");

    /// <summary>Listens; <paramref name="web"/> null: on the data directory's socket only.</summary>
    /// <exception cref="IOException">The address is in use.</exception>
    public static async Task<WebServer> StartAsync(
        WebOptions? web, Handshake? handshake, string data, RouteMap map, IReadOnlyList<WebRoute> routes, SecurityHeaders headers, UiFiles files, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var logger = loggers.CreateLogger<WebServer>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRoutingCore();
        ListenOptions? network = null;
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxRequestBodySize = 64 << 10;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
            if (web is not null) kestrel.Listen(IPAddress.Parse(web.Address), web.Port, listen => Listen(network = listen, handshake));
            if (Local(data, logger) is { } path) kestrel.ListenUnixSocket(path, listen => listen.Use(next => connection =>
            {
                connection.Features.Set(LocalConnection.Mark);
                return next(connection);
            }));
        });
        var app = builder.Build();
        var stopping = new CancellationTokenSource();
        app.Use((context, next) => GuardAsync(context, next, headers, logger, stopping.Token));
        app.UseRouting();
        map.Map(app, routes);
        app.MapFallback("/{*path}", files.ServeAsync);
        var server = new WebServer(app, stopping);
        try
        {
            await app.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        server._network = network;
        if (!OperatingSystem.IsWindows() && File.Exists(SocketIn(data))) File.SetUnixFileMode(SocketIn(data), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        // Streams end first; Kestrel would wait for them.
        await _stopping.CancelAsync().ConfigureAwait(false);
        using (var patience = new CancellationTokenSource(StopTimeout)) await _app.StopAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static async Task GuardAsync(HttpContext context, RequestDelegate next, SecurityHeaders headers, ILogger logger, CancellationToken stopping)
    {
        headers.Add(context);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var aborted = context.RequestAborted;
        context.RequestAborted = either.Token;
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            WebLog.RequestFailed(logger, e, context.Request.Method, context.Request.Path);
            if (!context.Response.HasStarted) await Reply.ProblemAsync(context, StatusCodes.Status500InternalServerError, "a fault of the gateway; its log says more").ConfigureAwait(false);
        }
        finally
        {
            context.RequestAborted = aborted;
        }
    }

    private static void Listen(ListenOptions listen, Handshake? handshake)
    {
        listen.Protocols = handshake is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
        if (handshake is not null) listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(handshake.Options()) });
    }

    // A socket's path has room for some 100 characters.
    private static string? Local(string data, ILogger logger)
    {
        var path = SocketIn(data);
        if (!Socket.OSSupportsUnixDomainSockets || path.Length > LongestSocketPath)
        {
            WebLog.NoLocalSocket(logger, path, "the path is too long for a socket");
            return null;
        }

        File.Delete(path);
        return path;
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
