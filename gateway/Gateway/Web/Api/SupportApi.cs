using System.Globalization;
using System.Text.Json;
using SmartCity.Gateway.Operate.Support;
using SmartCity.Gateway.Web.Access;
using SmartCity.Gateway.Web.Http;

namespace SmartCity.Gateway.Web.Api;

/// <summary>
/// The support bundle for whoever may change something: a POST, so that no other site's page can ask for it. One at a
/// time, for it costs processor and disk.
/// </summary>
internal sealed class SupportApi(WebContext web)
{
    private int _busy;

    public IEnumerable<WebRoute> Routes => [WebRoute.Post("/api/v1/support-bundle", Right.Operate, BundleAsync)];

    private async Task BundleAsync(HttpContext context, Principal? principal)
    {
        if (Interlocked.Exchange(ref _busy, 1) == 1)
        {
            context.Response.Headers.RetryAfter = "10";
            await Reply.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "another bundle is being made; try again in a moment").ConfigureAwait(false);
            return;
        }

        try
        {
            WebLog.BundleTaken(web.Logger, principal!.Name);
            var host = web.Host;
            var bundle = new SupportBundle(host.ConfigFile, host.Options, host.Time)
            {
                Own =
                [
                    ("in-force.json", () => ConfigurationView.Of(host.Options).ToJsonString(Indented)),
                    ("gateway-log.txt", () => string.Concat(web.Logs.Lines.Select(Line))),
                ],
            };
            var name = string.Create(CultureInfo.InvariantCulture, $"{host.Options.Gateway}-{host.Time.GetUtcNow():yyyyMMdd-HHmmss}.tar.gz");
            context.Response.ContentType = "application/gzip";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
            var whole = new MemoryStream();
            await bundle.WriteAsync(whole, context.RequestAborted).ConfigureAwait(false);
            context.Response.ContentLength = whole.Length;
            await context.Response.Body.WriteAsync(whole.GetBuffer().AsMemory(0, (int)whole.Length), context.RequestAborted).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    private static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, TypeInfoResolver = WebJson.Default };

    private static string Line(LogLine line) =>
        string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.FromUnixTimeMilliseconds(line.Time):yyyy-MM-ddTHH:mm:ss.fffZ} {line.Level} {line.Category}[{line.Id}] {line.Text}\n");
}
