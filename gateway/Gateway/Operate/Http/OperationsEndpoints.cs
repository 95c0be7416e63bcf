using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Operate.Metrics;
using SmartCity.Journal;

namespace SmartCity.Gateway.Operate.Http;

/// <summary>What machines ask a gateway for. Mounted on a listener of its own, or on any other; it holds no secret, and no reading.</summary>
internal static class OperationsEndpoints
{
    /// <summary><c>/metrics</c> for Prometheus, <c>/health/live</c> and <c>/health/ready</c>: 200 or 503, and why in a line.</summary>
    public static IEndpointRouteBuilder MapOperations(this IEndpointRouteBuilder routes, GatewayHost host)
    {
        var metrics = GatewayMetrics.Of(host);
        routes.MapGet("/metrics", context =>
        {
            context.Response.ContentType = PrometheusText.ContentType;
            return context.Response.WriteAsync(PrometheusText.Write(metrics));
        });
        routes.MapGet("/health/live", context => AnswerAsync(context, Stalled(host)));
        routes.MapGet("/health/ready", context => AnswerAsync(context, Stalled(host) ?? Unready(host)));
        return routes;
    }

    private static string? Stalled(GatewayHost host) =>
        host.Progress.FirstOrDefault(gauge => gauge.Stalled) is { } gauge ? $"{gauge.Name} makes no progress" : null;

    // The city is none of its conditions: a gateway that collects while the city is away does its work.
    private static string? Unready(GatewayHost host)
    {
        if (host.Progress.Count == 0) return "starting or stopping";
        return host.Journal is DurableLog { Status: { State: not JournalState.Open } status } ? $"the journal is {status.State}: {status.Reason}" : null;
    }

    private static Task AnswerAsync(HttpContext context, string? fault)
    {
        context.Response.StatusCode = fault is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync((fault ?? "ok") + "\n");
    }
}
