using System.Buffers;
using SmartCity.Gateway.Web.Access;
using SmartCity.Gateway.Web.Http;
using SmartCity.Gateway.Web.Live;

namespace SmartCity.Gateway.Web.Api;

/// <summary><c>/api/v1/live</c>: server-sent events (WHATWG HTML, §9.2), at most one a beat, each what changed since the last.</summary>
internal sealed class LiveApi(WebContext web)
{
    private const int BeatsUntilSignOfLife = 40;

    public IEnumerable<WebRoute> Routes => [WebRoute.Get("/api/v1/live", Right.View, StreamAsync)];

    private async Task StreamAsync(HttpContext context, Principal? principal)
    {
        if (!web.Hub.TryEnter())
        {
            context.Response.Headers.RetryAfter = "10";
            await Reply.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, $"{LiveHub.MostStreams} streams are open; close one").ConfigureAwait(false);
            return;
        }

        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            await WriteAsync(context, principal?.Session).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The browser went, or the gateway stops.
        }
        finally
        {
            web.Hub.Leave();
        }
    }

    private async Task WriteAsync(HttpContext context, WebSession? session)
    {
        string? site = context.Request.Query["site"];
        string? node = context.Request.Query["node"];
        var body = context.Response.BodyWriter;
        var gone = context.RequestAborted;
        var mark = default(LiveMark);
        var quiet = 0;
        while (session is not { IsOver: true })
        {
            byte[]? frame;
            (frame, mark) = web.Hub.Since(mark, site, node);
            if (frame is not null)
            {
                body.Write("data: "u8);
                body.Write(frame);
                body.Write("\n\n"u8);
                quiet = 0;
            }
            else if (++quiet >= BeatsUntilSignOfLife)
            {
                body.Write(": \n\n"u8);
                quiet = 0;
            }

            // A browser that does not read holds up its own stream here, and no other.
            if (quiet == 0 && (await body.FlushAsync(gone).ConfigureAwait(false)).IsCompleted) return;
            await web.Hub.NextBeatAsync(gone).ConfigureAwait(false);
        }
    }
}
