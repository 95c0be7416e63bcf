using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using SmartCity.Gateway.Tests.Forward.Fakes;

namespace SmartCity.Gateway.Tests.Forward.SensorThings;

/// <summary>
/// A SensorThings service as far as it takes observations in: entity sets with the properties that OGC 18-088 §8.2 makes
/// mandatory, creation with links and deep insertion (§10.2.1), $filter by properties/key, and JSON batches.
/// </summary>
internal sealed partial class StaServer : IDisposable
{
    private static readonly Dictionary<string, string[]> Mandatory = new()
    {
        ["Things"] = ["name", "description"],
        ["Locations"] = ["name", "description", "encodingType", "location"],
        ["Sensors"] = ["name", "description", "encodingType", "metadata"],
        ["ObservedProperties"] = ["name", "description", "definition"],
        ["Datastreams"] = ["name", "description", "observationType", "unitOfMeasurement", "Thing", "Sensor", "ObservedProperty"],
        ["Observations"] = ["phenomenonTime", "result", "resultTime", "Datastream"],
    };

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<int, JsonObject>> _sets = Mandatory.Keys.ToDictionary(set => set, _ => new Dictionary<int, JsonObject>());
    private int _next;

    public StaServer() => Http = new StubHttp(HandleAsync);

    public StubHttp Http { get; }

    public string Url => Http.Url + "/v1.1";

    /// <summary>Observations, by key, that the service will not have: null, or a status.</summary>
    public Func<string, int?> Refuse { get; set; } = _ => null;

    /// <summary>Called with how many observations a request brought once they are kept; true: the answer is lost.</summary>
    public Func<int, bool> LoseAnswer { get; set; } = _ => false;

    /// <summary>A service that has batches as the standard has them, and no others.</summary>
    public bool RefusesJson { get; init; }

    public IReadOnlyList<JsonObject> Set(string name)
    {
        lock (_gate) return [.. _sets[name].OrderBy(entity => entity.Key).Select(entity => entity.Value)];
    }

    /// <summary>The entity an observation or a datastream is linked to.</summary>
    public JsonObject Linked(JsonObject entity, string link, string set)
    {
        lock (_gate) return _sets[set][entity[link]!["@iot.id"]!.GetValue<int>()];
    }

    public void Delete(string set)
    {
        lock (_gate) _sets[set].Clear();
    }

    public void Dispose() => Http.Dispose();

    private async Task HandleAsync(HttpContext context, byte[] body)
    {
        var path = context.Request.Path.Value!;
        Assert.StartsWith("/v1.1/", path);
        path = path["/v1.1/".Length..];
        if (context.Request.Method == "GET")
        {
            await context.Response.WriteAsync(Find(path, context.Request.Query["$filter"]!).ToJsonString());
            return;
        }

        if (path == "$batch" && context.Request.ContentType!.StartsWith("multipart/mixed", StringComparison.Ordinal))
        {
            var answers = await MultipartAsync(context.Request.ContentType, body);
            context.Response.ContentType = "multipart/mixed;boundary=b_243234_25424_ef_892u748";
            await context.Response.WriteAsync(answers);
            return;
        }

        if (context.Request.ContentType != "application/json" || (path == "$batch" && RefusesJson))
        {
            context.Response.StatusCode = 415;
            return;
        }

        var json = JsonNode.Parse(body)!.AsObject();
        var observations = path == "$batch" ? json["requests"]!.AsArray().Count : path == "Observations" ? 1 : 0;
        var (status, answer) = path == "$batch" ? (200, Batch(json)) : Create(path, json);
        if (observations > 0 && LoseAnswer(observations))
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;

        // §10.2: 201 with the entity's address, and here, as FROST does it, without a body.
        if (status == 201) context.Response.Headers.Location = $"{Url}/{path}({answer!["@iot.id"]})";
        else if (answer is not null) await context.Response.WriteAsync(answer.ToJsonString());
    }

    private JsonObject Find(string set, string filter)
    {
        var key = Filter().Match(filter);
        Assert.IsTrue(key.Success, filter);
        var wanted = key.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal);
        var found = Set(set).Where(entity => entity["properties"]?["key"]?.ToString() == wanted).Select(entity => entity.DeepClone());
        return new JsonObject { ["value"] = new JsonArray([.. found]) };
    }

    private JsonObject Batch(JsonObject json)
    {
        var responses = new JsonArray();
        foreach (var request in json["requests"]!.AsArray().OfType<JsonObject>())
        {
            Assert.AreEqual("post", request["method"]!.ToString());
            var (status, body) = Create(request["url"]!.ToString(), request["body"]!.DeepClone().AsObject());
            var response = new JsonObject { ["id"] = request["id"]!.ToString(), ["status"] = status };
            if (status >= 400) response["body"] = body;
            responses.Add(response);
        }

        return new JsonObject { ["responses"] = responses };
    }

    // 18-088 and OData 4.0 Part 1 §11.7.2: requests of HTTP, in order, outside of change sets each on its own.
    private async Task<string> MultipartAsync(string contentType, byte[] body)
    {
        var reader = new MultipartReader(contentType.Split("boundary=")[1], new MemoryStream(body));
        var answers = new StringBuilder();
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            Assert.AreEqual("application/http", section.ContentType);
            using var text = new StreamReader(section.Body);
            var request = (await text.ReadToEndAsync()).Split("\r\n\r\n", 2);
            var head = request[0].Split("\r\n");
            Assert.AreEqual("POST /v1.1/Observations HTTP/1.1", head[0]);
            Assert.Contains("Content-Type: application/json", head);
            Assert.Contains($"Content-Length: {Encoding.UTF8.GetByteCount(request[1])}", head);
            var (status, answer) = Create("Observations", JsonNode.Parse(request[1])!.AsObject());
            answers.Append(CultureInfo.InvariantCulture, $"--b_243234_25424_ef_892u748\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 {status} Words\r\nContent-Type: application/json\r\n\r\n{(status < 400 ? "" : answer!.ToJsonString())}\r\n");
        }

        return answers.Append("--b_243234_25424_ef_892u748--\r\n").ToString();
    }

    private (int Status, JsonNode? Body) Create(string set, JsonObject entity)
    {
        if (!Mandatory.TryGetValue(set, out var mandatory)) return (404, Error("no such set"));
        if (mandatory.FirstOrDefault(name => !entity.ContainsKey(name)) is { } missing) return (400, Error($"{missing} is mandatory"));
        if (FaultOf(set, entity) is { } fault) return (fault.StartsWith("no ", StringComparison.Ordinal) ? 404 : 400, Error(fault));
        if (set == "Observations" && Refuse(entity["parameters"]!["key"]!.ToString()) is { } status) return (status, Error("not wanted"));
        lock (_gate)
        {
            foreach (var location in entity["Locations"]?.AsArray().OfType<JsonObject>() ?? []) _sets["Locations"][++_next] = location;
            entity["@iot.id"] = ++_next;
            _sets[set][_next] = entity;
        }

        return (201, entity);
    }

    private string? FaultOf(string set, JsonObject entity)
    {
        foreach (var (link, target) in new[] { ("Thing", "Things"), ("Sensor", "Sensors"), ("ObservedProperty", "ObservedProperties"), ("Datastream", "Datastreams") })
        {
            lock (_gate)
            {
                if (entity[link] is { } linked && !_sets[target].ContainsKey(linked["@iot.id"]!.GetValue<int>())) return $"no such {link}";
            }
        }

        foreach (var location in entity["Locations"]?.AsArray().OfType<JsonObject>() ?? [])
        {
            if (Mandatory["Locations"].Any(name => !location.ContainsKey(name)) || location["encodingType"]!.ToString() != "application/geo+json") return "a Location";
        }

        if (set == "Datastreams" && entity["unitOfMeasurement"] is JsonObject unit && (unit["name"] is null || unit["symbol"] is null || unit["definition"] is null)) return "unitOfMeasurement";
        if (set != "Observations") return null;
        if (!DateTimeOffset.TryParse(entity["phenomenonTime"]!.ToString(), CultureInfo.InvariantCulture, out _)) return "phenomenonTime";
        var type = Linked(entity, "Datastream", "Datastreams")["observationType"]!.ToString().Split('/')[^1];
        return (type, entity["result"]?.GetValueKind()) switch
        {
            (_, null) => null,
            ("OM_Measurement", JsonValueKind.Number) or ("OM_TruthObservation", JsonValueKind.True or JsonValueKind.False) or ("OM_Observation", _) => null,
            var (expected, found) => $"{expected} has no result of kind {found}",
        };
    }

    private static JsonObject Error(string message) => new() { ["type"] = "error", ["message"] = message };

    [GeneratedRegex("^properties/key eq '(.*)'$")]
    private static partial Regex Filter();
}
