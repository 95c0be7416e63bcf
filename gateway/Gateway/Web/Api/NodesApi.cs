using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Web.Access;
using SmartCity.Gateway.Web.Http;
using SmartCity.Gateway.Web.Live;
using SmartCity.Pipeline.Actions;
using SmartCity.Wire;

namespace SmartCity.Gateway.Web.Api;

/// <summary>All that is known of a node.</summary>
/// <param name="Status">As the node reported it: health, outputs, outbox, sensor faults.</param>
/// <param name="Reported">The configuration in force, as the node reported it.</param>
/// <param name="CommandResult">The answer to its last command.</param>
internal sealed record NodeDetail(NodeLine Line, IReadOnlyList<ChannelValue> Values, JsonNode? Status, JsonNode? Reported, JsonNode? CommandResult, string? Address);

/// <param name="Cmd"><c>sample-now</c>, <c>identify</c>, <c>self-test</c>, <c>valve</c>, <c>reboot</c>.</param>
/// <param name="Name">Output, with <c>valve</c>.</param>
/// <param name="State"><c>open</c> or <c>closed</c>, with <c>valve</c>.</param>
/// <param name="For">Seconds after which the output goes back; 0: its own limit.</param>
internal sealed record CommandRequest(string Cmd, string? Name, string? State, double? For);

/// <param name="Outcome"><c>sent</c>, <c>not-connected</c>, <c>unresponsive</c>; the node's own answer follows in its detail.</param>
internal sealed record CommandAnswer(string Id, string Outcome);

/// <summary>Nodes, their values, and commands to them.</summary>
internal sealed class NodesApi(WebContext web)
{
    private static readonly string[] Commands = ["sample-now", "identify", "self-test", "valve", "reboot"];

    public IEnumerable<WebRoute> Routes =>
    [
        WebRoute.Get("/api/v1/nodes", Right.View, ListAsync),
        WebRoute.Get("/api/v1/nodes/{site}/{node}", Right.View, DetailAsync),
        WebRoute.Post("/api/v1/nodes/{site}/{node}/commands", Right.Operate, CommandAsync),
        WebRoute.Post("/api/v1/nodes/{site}/{node}/revoke", Right.Operate, RevokeAsync),
    ];

    private Task ListAsync(HttpContext context, Principal? principal)
    {
        web.Board.Look();
        return Reply.JsonAsync(context, web.Board.LinesSince(0), WebJson.Default.IReadOnlyListNodeLine);
    }

    private Task DetailAsync(HttpContext context, Principal? principal)
    {
        web.Board.Look();
        var (site, node) = (Reply.Value(context, "site"), Reply.Value(context, "node"));
        if (web.Board.Line(site, node) is not { } line) return Reply.ProblemAsync(context, StatusCodes.Status404NotFound, $"there is no node {site}/{node}");
        var state = web.Host.Nodes.Nodes.FirstOrDefault(state => state.Identity.Site == site && state.Identity.Node == node);
        var detail = new NodeDetail(
            line, web.Board.ValuesSince(site, node, 0), Json(state?.Status), Json(state?.Reported), Json(state?.CommandResult), state?.Session?.Address.ToString());
        return Reply.JsonAsync(context, detail, WebJson.Default.NodeDetail);
    }

    private async Task CommandAsync(HttpContext context, Principal? principal)
    {
        if (await Reply.ReadAsync(context, WebJson.Default.CommandRequest).ConfigureAwait(false) is not { } wish) return;
        var (site, node) = (Reply.Value(context, "site"), Reply.Value(context, "node"));
        if (Fault(wish) is { } fault)
        {
            await Reply.ProblemAsync(context, StatusCodes.Status400BadRequest, fault).ConfigureAwait(false);
            return;
        }

        if (web.Board.Line(site, node) is null)
        {
            await Reply.ProblemAsync(context, StatusCodes.Status404NotFound, $"there is no node {site}/{node}").ConfigureAwait(false);
            return;
        }

        var step = new ActionStep
        {
            // Plain characters, at most 32: what a node takes as an id.
            Id = "web-" + RandomNumberGenerator.GetHexString(16, lowercase: true),
            EventId = "",
            Site = site,
            Node = node,
            Index = 0,
            Name = wish.Cmd,
            Output = wish.Name,
            State = wish.State,
            ForSeconds = wish.For ?? 0,
            Phase = ActionPhase.Issued,
            TimeMs = web.NowMs,
        };
        var result = await web.Host.Broker.SendAsync(site, node, TopicKind.Command, CommandPayload.Write(step), context.RequestAborted).ConfigureAwait(false);
        var outcome = result switch
        {
            SendResult.Sent => "sent",
            SendResult.NotConnected => "not-connected",
            _ => "unresponsive",
        };
        WebLog.Commanded(web.Logger, principal!.Name, wish.Cmd, wish.Name, wish.State, site, node, outcome, step.Id);
        await Reply.JsonAsync(context, new CommandAnswer(step.Id, outcome), WebJson.Default.CommandAnswer).ConfigureAwait(false);
    }

    private async Task RevokeAsync(HttpContext context, Principal? principal)
    {
        var (site, node) = (Reply.Value(context, "site"), Reply.Value(context, "node"));
        if (web.Board.Line(site, node) is null && web.Host.Fleet.Store.Nodes.Find(site, node) is null)
        {
            await Reply.ProblemAsync(context, StatusCodes.Status404NotFound, $"there is no node {site}/{node}").ConfigureAwait(false);
            return;
        }

        WebLog.Revoked(web.Logger, principal!.Name, site, node);
        web.Host.Fleet.Store.Nodes.Revoke(site, node, web.NowMs);
        await web.Host.Fleet.ApplyAsync(site, node).ConfigureAwait(false);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static string? Fault(CommandRequest wish)
    {
        if (!Commands.Contains(wish.Cmd)) return $"cmd: expected one of {string.Join(", ", Commands)}";
        if (wish.Cmd != "valve") return wish.Name is null && wish.State is null ? null : "name and state go with cmd valve only";
        if (!ChannelName.IsPlainText(wish.Name)) return "name: expected the output's name";
        if (wish.State is not ("open" or "closed")) return "state: expected open or closed";
        return wish.For is null or (>= 0 and <= 86400) ? null : "for: expected 0 to 86400 seconds";
    }

    // What a foreign device reports may be no JSON at all; it is then not shown.
    private static JsonNode? Json(ReadOnlyMemory<byte>? payload)
    {
        if (payload is not { } json) return null;
        try
        {
            return JsonNode.Parse(json.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
