using System.Text.Json;
using System.Text.Json.Nodes;
using SmartCity.Gateway.Web.Access;
using SmartCity.Gateway.Web.Http;
using SmartCity.Pipeline.Config;

namespace SmartCity.Gateway.Web.Api;

/// <param name="Rule">Name of the rule.</param>
/// <param name="Hours">How far back, 1 to 720.</param>
internal sealed record DryRunRequest(string Rule, int Hours);

/// <summary>What a rule would have done.</summary>
/// <param name="Complete">False: there was more than a trial may read.</param>
internal sealed record DryRunAnswer(long Records, long From, long To, bool Complete, IReadOnlyList<DryRunEvent> Events);

internal sealed record DryRunEvent(string Phase, string Site, string Node, long Time, string Cause);

/// <summary>The rules in force, and a trial of one on what the journal still holds.</summary>
internal sealed class RulesApi(WebContext web)
{
    public IEnumerable<WebRoute> Routes =>
    [
        WebRoute.Get("/api/v1/rules", Right.View, ListAsync),
        WebRoute.Post("/api/v1/rules/dry-run", Right.Operate, DryRunAsync),
    ];

    private Task ListAsync(HttpContext context, Principal? principal)
    {
        var options = JsonSerializer.SerializeToNode(web.Host.Options.Pipeline, PipelineJson.Default.PipelineOptions)!;
        return Reply.JsonAsync(context, options["rules"] ?? new JsonArray(), WebJson.Default.JsonNode);
    }

    private async Task DryRunAsync(HttpContext context, Principal? principal)
    {
        if (await Reply.ReadAsync(context, WebJson.Default.DryRunRequest).ConfigureAwait(false) is not { } wish) return;
        if (web.Host.Options.Pipeline.Rules.All(rule => rule.Id != wish.Rule) || wish.Hours is < 1 or > 720)
        {
            await Reply.ProblemAsync(context, StatusCodes.Status400BadRequest, "expected the name of a rule in force and 1 to 720 hours").ConfigureAwait(false);
            return;
        }

        var answer = await Task.Run(() => new DryRun(web.Host).Run(wish.Rule, wish.Hours, context.RequestAborted), context.RequestAborted).ConfigureAwait(false);
        await Reply.JsonAsync(context, answer, WebJson.Default.DryRunAnswer).ConfigureAwait(false);
    }
}
