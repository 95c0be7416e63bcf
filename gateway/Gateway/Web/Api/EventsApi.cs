using SmartCity.Gateway.Web.Access;
using SmartCity.Gateway.Web.Http;

namespace SmartCity.Gateway.Web.Api;

internal sealed record AcknowledgeRequest(string Id);

/// <summary>Events, and a person's word that one was seen.</summary>
internal sealed class EventsApi(WebContext web)
{
    public IEnumerable<WebRoute> Routes =>
    [
        WebRoute.Get("/api/v1/events", Right.View, (context, _) => Reply.JsonAsync(context, web.Events.Since(0), WebJson.Default.IReadOnlyListEventLine)),
        WebRoute.Post("/api/v1/events/acknowledge", Right.Operate, AcknowledgeAsync),
    ];

    private async Task AcknowledgeAsync(HttpContext context, Principal? principal)
    {
        if (await Reply.ReadAsync(context, WebJson.Default.AcknowledgeRequest).ConfigureAwait(false) is not { } wish) return;
        if (web.Events.Since(0).All(line => line.Id != wish.Id))
        {
            await Reply.ProblemAsync(context, StatusCodes.Status404NotFound, "there is no such event").ConfigureAwait(false);
            return;
        }

        WebLog.Acknowledged(web.Logger, principal!.Name, wish.Id);
        web.Host.Rules.Acknowledge(wish.Id, principal.Name);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
