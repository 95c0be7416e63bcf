using System.Text.Json.Serialization;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Forward.Http;

namespace SmartCity.Gateway.Forward.SensorThings;

/// <summary>How observations travel.</summary>
internal enum StaBatch
{
    /// <summary>Many in one JSON batch (OData 4.01; FROST-Server and others have it), or, once a service has refused that, as the standard has it.</summary>
    [JsonStringEnumMemberName("json")]
    Json = 0,

    /// <summary>Many in one batch as OGC 18-088 has it: multipart/mixed.</summary>
    [JsonStringEnumMemberName("multipart")]
    Multipart,

    /// <summary>One a request, for a server without batches.</summary>
    [JsonStringEnumMemberName("single")]
    Single,
}

/// <summary>A sink of <c>"type": "sensorthings"</c>: observations to a service of OGC SensorThings 1.1.</summary>
internal sealed class SensorThingsSinkOptions : HttpSinkOptions
{
    [JsonConverter(typeof(JsonStringEnumConverter<StaBatch>))]
    public StaBatch Batch { get; set; }

    public int ObservationsPerRequest { get; set; } = 250;

    /// <summary>Where things are that have no place of their own, WGS 84.</summary>
    public double Latitude { get; set; }

    public double Longitude { get; set; }

    public List<SinkPlaceOptions> Places { get; set; } = [];

    public override SinkBinding Bind(SinkServices services) => new(new SensorThingsSink(this, services.Time), Forward);
}
