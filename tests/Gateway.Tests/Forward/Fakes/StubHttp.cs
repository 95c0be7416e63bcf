using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace SmartCity.Gateway.Tests.Forward.Fakes;

/// <summary>An HTTP server on a loopback port, with a cable that can be pulled.</summary>
internal sealed class StubHttp : IDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly HashSet<HttpContext> _active = [];
    private bool _plugged = true;

    public StubHttp(Func<HttpContext, byte[], Task> handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        _app = builder.Build();
        _app.Run(context => ServeAsync(context, handle));
        _app.StartAsync().GetAwaiter().GetResult();
    }

    public string Url => _app.Urls.Single();

    /// <summary>Completed to let answers go that wait for it.</summary>
    public TaskCompletionSource? Hold { get; set; }

    /// <summary>Requests served.</summary>
    public int Requests { get; private set; }

    /// <summary>Breaks what is under way, and everything from now on.</summary>
    public void Unplug()
    {
        lock (_gate)
        {
            _plugged = false;
            foreach (var context in _active) context.Abort();
        }
    }

    public void Plug()
    {
        lock (_gate) _plugged = true;
    }

    public void Dispose()
    {
        Unplug();
        _app.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private async Task ServeAsync(HttpContext context, Func<HttpContext, byte[], Task> handle)
    {
        lock (_gate)
        {
            if (!_plugged)
            {
                context.Abort();
                return;
            }

            Requests++;
            _active.Add(context);
        }

        try
        {
            using var body = new MemoryStream();
            await using var input = context.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body;
            await input.CopyToAsync(body, context.RequestAborted);
            if (Hold is { } hold) await hold.Task.WaitAsync(context.RequestAborted);
            await handle(context, body.ToArray());
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Cut.
        }
        finally
        {
            lock (_gate) _active.Remove(context);
        }
    }
}
