using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SmartCity.Gateway.Hardware.Channels;
using SmartCity.Gateway.History;
using SmartCity.Gateway.Web.Access;
using SmartCity.Gateway.Web.Http;

namespace SmartCity.Gateway.Web.Api;

/// <summary>
/// Reading in the manner of the OGC SensorThings API 1.1 (18-088): Things are nodes, Datastreams their channels, Observations
/// their readings, oldest first, by <c>$filter</c> on phenomenonTime, <c>$top</c> and <c>@iot.nextLink</c>. Read only.
/// </summary>
internal sealed partial class SensorThingsApi(WebContext web)
{
    private const string Root = "/sta/v1.1";
    private const int MostObservations = 1000;
    private const int UsualObservations = 100;
    private const long UsualSpanMs = 86_400_000;

    public IEnumerable<WebRoute> Routes =>
    [
        WebRoute.Get(Root, Right.View, RootAsync),
        WebRoute.Get(Root + "/Things", Right.View, (context, _) => ListAsync(context, [.. Things().Select(thing => Thing(context, thing.Site, thing.Node))])),
        WebRoute.Get(Root + "/Things({id})/Datastreams", Right.View, DatastreamsAsync),
        WebRoute.Get(Root + "/Datastreams({id})/Observations", Right.View, ObservationsAsync),
    ];

    [GeneratedRegex(@"phenomenonTime\s+(ge|gt|lt|le)\s+([0-9T:.+Z-]+)")]
    private static partial Regex Condition { get; }

    private Task RootAsync(HttpContext context, Principal? principal)
    {
        var at = Base(context);
        var value = new JsonArray(new JsonObject { ["name"] = "Things", ["url"] = at + "/Things" });
        return Reply.JsonAsync(context, new JsonObject { ["value"] = value, ["serverSettings"] = new JsonObject { ["conformance"] = new JsonArray() } }, WebJson.Default.JsonNode);
    }

    private Task DatastreamsAsync(HttpContext context, Principal? principal)
    {
        if (Id(context).Split('.') is not [var site, var node]) return NotFoundAsync(context);
        var names = Series().Where(name => name.Site == site && name.Node == node).ToList();
        return names.Count == 0 ? NotFoundAsync(context) : ListAsync(context, [.. names.Select(name => Datastream(context, name))]);
    }

    private Task ObservationsAsync(HttpContext context, Principal? principal)
    {
        if (web.History is not { } history || Id(context).Split('.', 3) is not [var site, var node, var channel]) return NotFoundAsync(context);
        var (from, to) = (web.NowMs - UsualSpanMs, web.NowMs + 1);
        foreach (Match condition in Condition.Matches(context.Request.Query["$filter"].ToString()))
        {
            if (HistoryQuery.Time(condition.Groups[2].Value) is not { } time) return Reply.ProblemAsync(context, StatusCodes.Status400BadRequest, "$filter: expected phenomenonTime with an RFC 3339 time");
            if (condition.Groups[1].Value[0] == 'g') from = condition.Groups[1].Value == "gt" ? time + 1 : time;
            else to = condition.Groups[1].Value == "le" ? time + 1 : time;
        }

        var top = int.TryParse(context.Request.Query["$top"], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, MostObservations) : UsualObservations;
        if (to - from > 31 * UsualSpanMs) from = to - (31 * UsualSpanMs);
        var rows = history.Query(new SeriesName(site, node, channel), from, to, Resolution.Raw);
        var list = List([.. rows.Take(top).Select(JsonNode (row) => Observation(row.TimeMs, row.Bucket))]);
        if (rows.Count > top)
        {
            var filter = Uri.EscapeDataString($"phenomenonTime gt {Time(rows[top - 1].TimeMs)} and phenomenonTime lt {Time(to)}");
            list["@iot.nextLink"] = $"{Base(context)}/Datastreams('{Id(context)}')/Observations?$top={top}&$filter={filter}";
        }

        return Reply.JsonAsync(context, list, WebJson.Default.JsonNode);
    }

    private IEnumerable<(string Site, string Node)> Things() => Series().Select(name => (name.Site, name.Node)).Distinct();

    private IReadOnlyList<SeriesName> Series() => web.History?.Series() ?? [];

    private JsonObject Thing(HttpContext context, string site, string node)
    {
        var at = $"{Base(context)}/Things('{site}.{node}')";
        var line = web.Board.Line(site, node);
        return new JsonObject
        {
            ["@iot.id"] = $"{site}.{node}",
            ["@iot.selfLink"] = at,
            ["name"] = line?.Label ?? node,
            ["description"] = $"node {node} of {site}",
            ["properties"] = new JsonObject { ["state"] = line?.State, ["lat"] = line?.Lat, ["lon"] = line?.Lon },
            ["Datastreams@iot.navigationLink"] = at + "/Datastreams",
        };
    }

    private static JsonObject Datastream(HttpContext context, in SeriesName name)
    {
        var id = $"{name.Site}.{name.Node}.{name.Channel}";
        var at = $"{Base(context)}/Datastreams('{id}')";
        var channel = ChannelCatalog.BuiltIn.Find(name.Channel);
        return new JsonObject
        {
            ["@iot.id"] = id,
            ["@iot.selfLink"] = at,
            ["name"] = channel?.SensorThings.Name ?? name.Channel,
            ["description"] = channel?.En ?? name.Channel,
            ["observationType"] = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement",
            ["unitOfMeasurement"] = new JsonObject { ["name"] = channel?.Unit, ["symbol"] = channel?.Unit, ["definition"] = "https://ucum.org/ucum" },
            ["Observations@iot.navigationLink"] = at + "/Observations",
        };
    }

    private static JsonObject Observation(long timeMs, in HistoryBucket bucket) => new JsonObject
    {
        ["phenomenonTime"] = Time(timeMs),
        ["resultTime"] = Time(timeMs),
        ["result"] = bucket.Mean,
        ["resultQuality"] = new JsonObject { ["nameOfMeasure"] = "QARTOD", ["value"] = (int)bucket.Flag },
    };

    private static JsonObject List(JsonNode[] value) => new() { ["@iot.count"] = value.Length, ["value"] = new JsonArray([.. value]) };

    private static Task ListAsync(HttpContext context, JsonNode[] value) => Reply.JsonAsync(context, List(value), WebJson.Default.JsonNode);

    private static Task NotFoundAsync(HttpContext context) => Reply.ProblemAsync(context, StatusCodes.Status404NotFound, "there is no such thing, or nothing of it in the history");

    private static string Id(HttpContext context) => Reply.Value(context, "id").Trim('\'');

    private static string Base(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}{Root}";

    private static string Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
