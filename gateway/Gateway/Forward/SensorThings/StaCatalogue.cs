using System.Text.Json;
using SmartCity.Gateway.Forward.Http;
using SmartCity.Gateway.Hardware.Channels;

namespace SmartCity.Gateway.Forward.SensorThings;

/// <summary>
/// Things, sensors, observed properties and datastreams of the sink, made when first wanted and found again by their
/// keys, so that neither a restart nor a second gateway makes them twice. Ids are kept in memory.
/// </summary>
internal sealed class StaCatalogue(HttpReceiver http, StaJson json, SensorThingsSinkOptions options)
{
    private readonly Dictionary<(string Set, string Key), string> _ids = [];

    /// <summary>Ids by sets and keys are forgotten: something was deleted at the server.</summary>
    public void Forget() => _ids.Clear();

    /// <summary>Id of a datastream as JSON, or why there is none.</summary>
    public async Task<(string? Id, SendOutcome Failure)> DatastreamAsync(StreamKey key, CancellationToken cancellation)
    {
        if (_ids.TryGetValue(("Datastreams", key.ToString()), out var known)) return (known, default);
        var (thing, failure) = await ThingAsync(key, cancellation).ConfigureAwait(false);
        if (thing is null) return (null, failure);
        (var sensor, failure) = await SensorAsync(key, cancellation).ConfigureAwait(false);
        if (sensor is null) return (null, failure);
        (var property, failure) = await PropertyAsync(key.Channel, cancellation).ConfigureAwait(false);
        if (property is null) return (null, failure);

        var name = StaModel.ObservedProperty(key.Channel).Name;
        return await FindOrMakeAsync("Datastreams", key.ToString(), () => json.Entity($"{name} of {key.Site}/{key.Node}", $"{name} as {key.Node} reports it, channel {key.Channel}", key.ToString(), writer =>
        {
            writer.WriteString("observationType", StaModel.ObservationType(key));
            writer.WriteStartObject("unitOfMeasurement");
            writer.WriteString("name", key.Unit);
            writer.WriteString("symbol", key.Unit);

            // §8.2.4: the definition should be a URI; UCUM's own is https://ucum.org with the code.
            writer.WriteString("definition", "https://ucum.org/ucum#" + Uri.EscapeDataString(key.Unit));
            writer.WriteEndObject();
            StaJson.Reference(writer, "Thing", thing);
            StaJson.Reference(writer, "Sensor", sensor);
            StaJson.Reference(writer, "ObservedProperty", property);
        }), cancellation).ConfigureAwait(false);
    }

    private Task<(string? Id, SendOutcome Failure)> ThingAsync(StreamKey key, CancellationToken cancellation)
    {
        var place = options.Places.Find(known => known.Site == key.Site && known.Node == key.Node);
        var (latitude, longitude) = place is null ? (options.Latitude, options.Longitude) : (place.Latitude, place.Longitude);
        return FindOrMakeAsync("Things", $"{key.Site}/{key.Node}", () => json.Entity($"{key.Site}/{key.Node}", $"Node {key.Node} at {key.Site}", $"{key.Site}/{key.Node}", writer =>
        {
            writer.WriteStartArray("Locations");
            writer.WriteStartObject();
            writer.WriteString("name", $"{key.Site}/{key.Node}");
            writer.WriteString("description", $"Where {key.Node} stands");
            writer.WriteString("encodingType", "application/geo+json");
            writer.WriteStartObject("location");
            writer.WriteString("type", "Point");
            writer.WriteStartArray("coordinates");
            writer.WriteNumberValue(longitude);
            writer.WriteNumberValue(latitude);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndArray();
        }), cancellation);
    }

    private Task<(string? Id, SendOutcome Failure)> SensorAsync(StreamKey key, CancellationToken cancellation)
    {
        var sensor = $"{key.Site}/{key.Node}/{key.Channel}";
        return FindOrMakeAsync("Sensors", sensor, () => json.Entity(sensor, $"What measures {key.Channel} at {key.Node}", sensor, writer =>
        {
            writer.WriteString("encodingType", "text/plain");
            writer.WriteString("metadata", ChannelCatalog.BuiltIn.Find(key.Channel)?.En ?? key.Channel);
        }), cancellation);
    }

    private Task<(string? Id, SendOutcome Failure)> PropertyAsync(string channel, CancellationToken cancellation)
    {
        var (name, definition, description) = StaModel.ObservedProperty(channel);
        return FindOrMakeAsync("ObservedProperties", channel, () => json.Entity(name, description, channel, writer => writer.WriteString("definition", definition)), cancellation);
    }

    private async Task<(string? Id, SendOutcome Failure)> FindOrMakeAsync(string set, string key, Func<byte[]> make, CancellationToken cancellation)
    {
        if (_ids.TryGetValue((set, key), out var known)) return (known, default);
        var filter = Uri.EscapeDataString($"properties/key eq {StaModel.Literal(key)}");
        var found = await http.GetAsync($"{set}?$filter={filter}&$top=1&$select=id", cancellation).ConfigureAwait(false);
        if (!found.IsSuccess) return (null, Setup(found));
        if (IdIn(found.Body, list: true) is not { } id)
        {
            var made = await http.PostAsync(set, "application/json", make(), cancellation).ConfigureAwait(false);
            if (!made.IsSuccess) return (null, Setup(made));
            id = IdIn(made.Body, list: false) ?? IdIn(made.Location) ?? "";
        }

        if (id.Length == 0) return (null, SendOutcome.Final($"{http.Name}: {set} made, but neither body nor Location says its @iot.id"));
        _ids[(set, key)] = id;
        return (id, default);
    }

    /// <summary>What a server will not have in its catalogue a person must look at; the records are not at fault.</summary>
    private SendOutcome Setup(HttpAnswer answer) =>
        answer.Outcome(http.Name) is { Kind: FailureKind.Permanent } refused ? SendOutcome.Final(refused.Reason!) : answer.Outcome(http.Name);

    private static string? IdIn(byte[] body, bool list)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var entity = document.RootElement;
            if (list)
            {
                if (!entity.TryGetProperty("value", out var value) || value.GetArrayLength() == 0) return null;
                entity = value[0];
            }

            return entity.TryGetProperty("@iot.id", out var id) ? id.GetRawText() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // …/Things(1) or …/Things('a')
    private static string? IdIn(Uri? location)
    {
        var text = location?.ToString() ?? "";
        var open = text.LastIndexOf('(');
        if (open < 0 || !text.EndsWith(')')) return null;
        var id = Uri.UnescapeDataString(text[(open + 1)..^1]);
        return id.StartsWith('\'') ? JsonEncodedText.Encode(id.Trim('\'')) is var quoted ? $"\"{quoted}\"" : null : id;
    }
}
