using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SmartCity.Gateway.Tests.Forward.Fakes;

namespace SmartCity.Gateway.Tests.Forward.NgsiLd;

/// <summary>One value that came to the broker.</summary>
internal sealed record NgsiValue(string Entity, string Type, string Attribute, JsonNode Property, JsonObject Whole, bool Temporal)
{
    public string Key => Property["readingKey"]!["value"]!.GetValue<string>();
}

/// <summary>
/// A context broker as far as it takes entities in: refuses what ETSI GS CIM 009 V1.8.1 does not allow, keeps the current
/// state (a batch upsert with options=update) and the temporal evolution apart.
/// </summary>
internal sealed class ContextBroker : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<NgsiValue> _values = [];
    private readonly Dictionary<string, JsonObject> _current = [];

    public ContextBroker() => Http = new StubHttp(HandleAsync);

    public StubHttp Http { get; }

    /// <summary>Entities, by a value in them, that the broker will not have: null, or a problem's status.</summary>
    public Func<NgsiValue, int?> Refuse { get; set; } = _ => null;

    /// <summary>A status to answer whole requests with, and its Retry-After.</summary>
    public (int Status, string? RetryAfter)? Busy { get; set; }

    /// <summary>Called with each request's values once they are kept; true: the answer is lost.</summary>
    public Func<IReadOnlyList<NgsiValue>, bool> LoseAnswer { get; set; } = _ => false;

    public string? LastHeaders { get; private set; }

    public IReadOnlyList<NgsiValue> Values
    {
        get
        {
            lock (_gate) return [.. _values];
        }
    }

    public JsonObject? Current(string id)
    {
        lock (_gate) return _current.GetValueOrDefault(id);
    }

    public void Dispose() => Http.Dispose();

    private async Task HandleAsync(HttpContext context, byte[] body)
    {
        LastHeaders = string.Join('\n', context.Request.Headers.Select(header => $"{header.Key}: {header.Value}"));
        if (Busy is { } busy)
        {
            context.Response.StatusCode = busy.Status;
            if (busy.RetryAfter is not null) context.Response.Headers.RetryAfter = busy.RetryAfter;
            return;
        }

        var (status, answer, values) = Answer(context.Request, body);
        if (values.Count > 0 && LoseAnswer(values))
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = status >= 400 ? "application/problem+json" : "application/json";
        if (answer is not null) await context.Response.WriteAsync(answer.ToJsonString());
    }

    private (int Status, JsonNode? Answer, IReadOnlyList<NgsiValue> Values) Answer(HttpRequest request, byte[] body)
    {
        // §6.3.4 and §6.3.5: the media type says where the context is.
        if (request.ContentType is not "application/json") return (415, Problem(415, "only application/json here"), []);
        if (!NgsiRules.IsContextLink(request.Headers.Link.ToString())) return (400, Problem(400, "no JSON-LD context in a Link header"), []);
        JsonNode? json;
        try
        {
            json = JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return (400, Problem(400, "not JSON"), []);
        }

        return (request.Method, request.Path.Value) switch
        {
            ("POST", "/ngsi-ld/v1/entityOperations/upsert") when request.Query["options"] == "update" => Upsert(json),
            ("POST", "/ngsi-ld/v1/temporal/entities") => Append(json),
            _ => (404, Problem(404, "no such resource"), []),
        };
    }

    private (int, JsonNode?, IReadOnlyList<NgsiValue>) Upsert(JsonNode? json)
    {
        if (json is not JsonArray { Count: > 0 } batch) return (400, Problem(400, "an array of entities"), []);
        var created = new JsonArray();
        var done = new JsonArray();
        var errors = new JsonArray();
        var kept = new List<NgsiValue>();
        if (batch.Select(entity => entity?["id"]?.ToString()).Distinct().Count() != batch.Count) return (400, Problem(400, "an entity twice in a batch"), []);
        foreach (var entity in batch.OfType<JsonObject>().ToArray())
        {
            var fault = NgsiRules.FaultOf(entity, temporal: false);
            var values = fault is null ? ValuesOf(entity, temporal: false) : [];
            var refused = values.Select(Refuse).FirstOrDefault(status => status is not null) ?? (fault is null ? null : 400);
            var id = entity["id"]!.ToString();
            if (refused is { } status)
            {
                errors.Add(new JsonObject { ["entityId"] = id, ["error"] = Problem(status, fault ?? "not wanted") });
                continue;
            }

            lock (_gate)
            {
                if (!_current.TryGetValue(id, out var known))
                {
                    _current[id] = known = [];
                    created.Add(id);
                }

                foreach (var (name, value) in entity) known[name] = value!.DeepClone();
                _values.AddRange(values);
            }

            kept.AddRange(values);
            done.Add(id);
        }

        // §5.6.8 and §6.16.3.1: 201 with the ids created, 204 when all were there, 207 when some failed.
        if (errors.Count > 0) return (207, new JsonObject { ["success"] = done, ["errors"] = errors }, kept);
        return created.Count > 0 ? (201, created, kept) : (204, null, kept);
    }

    private (int, JsonNode?, IReadOnlyList<NgsiValue>) Append(JsonNode? json)
    {
        if (json is not JsonObject entity) return (400, Problem(400, "one entity"), []);
        if (NgsiRules.FaultOf(entity, temporal: true) is { } fault) return (400, Problem(400, fault), []);
        var values = ValuesOf(entity, temporal: true);
        if (values.Select(Refuse).FirstOrDefault(status => status is not null) is { } status) return (status, Problem(status, "not wanted"), []);
        lock (_gate) _values.AddRange(values);
        return (204, null, values);
    }

    private static List<NgsiValue> ValuesOf(JsonObject entity, bool temporal)
    {
        var values = new List<NgsiValue>();
        foreach (var (name, attribute) in entity)
        {
            if (name is "id" or "type") continue;
            foreach (var instance in attribute is JsonArray instances ? instances.OfType<JsonObject>() : [(JsonObject)attribute!])
            {
                if (instance.ContainsKey("readingKey")) values.Add(new NgsiValue(entity["id"]!.ToString(), entity["type"]!.ToString(), name, instance, entity, temporal));
            }
        }

        return values;
    }

    private static JsonObject Problem(int status, string detail) => new()
    {
        ["type"] = "https://uri.etsi.org/ngsi-ld/errors/" + (status >= 500 ? "InternalError" : "BadRequestData"),
        ["title"] = status.ToString(CultureInfo.InvariantCulture),
        ["detail"] = detail,
        ["status"] = status,
    };
}
