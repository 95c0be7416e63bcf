using System.Text.Json.Serialization;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Forward.Http;

namespace SmartCity.Gateway.Forward.NgsiLd;

/// <summary>What becomes of historical readings.</summary>
internal enum NgsiHistory
{
    /// <summary>They are appended to the temporal evolution of their entities.</summary>
    [JsonStringEnumMemberName("temporal")]
    Temporal = 0,

    /// <summary>They are upserted as live ones are: for a broker without the temporal interface.</summary>
    [JsonStringEnumMemberName("upsert")]
    Upsert,
}

/// <summary>A sink of <c>"type": "ngsi-ld"</c>: entities of Smart Data Models to a context broker.</summary>
internal sealed class NgsiLdSinkOptions : HttpSinkOptions
{
    /// <summary>Address of the JSON-LD context.</summary>
    public string Context { get; set; } = "https://smartdatamodels.org/context.jsonld";

    /// <summary>Tenant, NGSILD-Tenant; null: the broker's default.</summary>
    public string? Tenant { get; set; }

    [JsonConverter(typeof(JsonStringEnumConverter<NgsiHistory>))]
    public NgsiHistory History { get; set; }

    /// <summary>Where nodes are that have no place of their own, WGS 84.</summary>
    public double Latitude { get; set; }

    public double Longitude { get; set; }

    public List<SinkPlaceOptions> Places { get; set; } = [];

    /// <summary>Length of the period that sound levels are about, which NoiseLevelObserved wants.</summary>
    public int NoisePeriodSeconds { get; set; } = 60;

    /// <summary>Entities, or instances of one, in one request at most.</summary>
    public int EntitiesPerRequest { get; set; } = 100;

    public override void Check(string path, Action<string, string> report)
    {
        base.Check(path, report);
        var places = new HashSet<(string, string)>();
        for (var i = 0; i < Places.Count; i++)
        {
            if (!places.Add((Places[i].Site, Places[i].Node))) report($"{path}.places[{i}].node", "another place has this node");
        }
    }

    public override SinkBinding Bind(SinkServices services) => new(new NgsiLdSink(this, services.Gateway, services.Time), Forward);
}
