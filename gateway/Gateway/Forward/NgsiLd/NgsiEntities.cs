using SmartCity.Gateway.Hardware.Channels;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Gateway.Forward.NgsiLd;

/// <summary>
/// Makes entities of Smart Data Models from packs: what the catalogue maps becomes an attribute of an entity of the node
/// (each lane one of its own), everything else a DeviceMeasurement of its channel. Ids follow the models' convention,
/// <c>urn:ngsi-ld:{type}:{site}:{node}</c>.
/// </summary>
internal sealed class NgsiEntities(NgsiLdSinkOptions options)
{
    private readonly Dictionary<(string Site, string Node), NgsiPoint> _places =
        options.Places.ToDictionary(place => (place.Site, place.Node), place => new NgsiPoint(place.Latitude, place.Longitude));

    /// <summary>Entities of a pack by time, and within a time in the order of its readings.</summary>
    public IReadOnlyList<NgsiSnapshot> Of(in SinkRecord record)
    {
        var pack = record.Pack;
        var place = PlaceOf(pack);
        var snapshots = new List<NgsiSnapshot>();
        for (var i = 0; i < pack.Count; i++)
        {
            ref readonly var reading = ref pack.Readings[i];
            var channel = ChannelCatalog.BuiltIn.Find(reading.Channel);
            var mapping = reading.Kind == ReadingKind.Number ? channel?.Ngsi : null;
            var name = mapping?.Attribute ?? (reading.Kind == ReadingKind.Number ? "numValue" : "textValue");
            var id = IdOf(pack, reading.Channel, mapping);
            var time = reading.TimeMs;
            var snapshot = snapshots.Find(known => known.Id == id && known.TimeMs == time && known.Attributes.TrueForAll(attribute => attribute.Name != name));
            if (snapshot is null)
            {
                snapshot = new NgsiSnapshot(id, mapping?.Type ?? "DeviceMeasurement", time)
                {
                    Device = $"urn:ngsi-ld:Device:{pack.Site}:{pack.Node}",
                    Lane = mapping?.Lane,
                    ControlledProperty = mapping?.Type is null ? reading.Channel : null,
                    Unit = mapping?.Type is null ? reading.Unit ?? channel?.Unit : null,
                    Place = place,
                    Historical = record.Historical,
                    Basis = pack.Basis,
                };
                snapshots.Add(snapshot);
            }

            var key = $"{PackKey.Of(pack)}/{pack.IndexOf(i)}";
            snapshot.Attributes.Add(mapping?.Attribute is null
                ? new NgsiAttribute(name, reading.Number, TextOf(reading), null, key, reading.Quality)
                : new NgsiAttribute(name, ValueOf(mapping, reading.Number), null, mapping.UnitCode, key, reading.Quality));
        }

        return [.. snapshots.OrderBy(snapshot => snapshot.TimeMs)];
    }

    private static string IdOf(Pack pack, string channel, NgsiMapping? mapping) => mapping switch
    {
        { Type: { } type, Lane: { } lane } => $"urn:ngsi-ld:{type}:{pack.Site}:{pack.Node}:{lane}",
        { Type: { } type } => $"urn:ngsi-ld:{type}:{pack.Site}:{pack.Node}",
        _ => $"urn:ngsi-ld:DeviceMeasurement:{pack.Site}:{pack.Node}:{Uri.EscapeDataString(channel)}",
    };

    // WeatherObserved's windDirection goes from -180 to 180, ours from 0 to 360.
    private static double ValueOf(NgsiMapping mapping, double value) =>
        mapping.Attribute == "windDirection" && value > 180 ? value - 360 : CompactProduct(value, mapping.Factor);

    // Decimal, so that 55 % is 0.55 and not 0.55000000000000004.
    private static double CompactProduct(double value, double factor) =>
        factor == 1 || Math.Abs(value) > 1e15 ? value * factor : (double)((decimal)value * (decimal)factor);

    private static string? TextOf(in Reading reading) => reading.Kind switch
    {
        ReadingKind.Number => null,
        ReadingKind.Bool => reading.Number != 0 ? "true" : "false",
        _ => reading.Text is { Length: > 0 } text ? text : MissingReason.Timeout,
    };

    /// <summary>Where the node itself says it is, else where the configuration does.</summary>
    private NgsiPoint PlaceOf(Pack pack)
    {
        double? latitude = null, longitude = null;
        foreach (ref readonly var reading in pack.Readings)
        {
            if (reading.Kind != ReadingKind.Number || reading.Quality == Quality.Fail) continue;
            if (reading.Channel == "lat") latitude = reading.Number;
            else if (reading.Channel == "lon") longitude = reading.Number;
        }

        if (latitude is { } north && longitude is { } east) return new NgsiPoint(north, east);
        return _places.TryGetValue((pack.Site, pack.Node), out var place) ? place : new NgsiPoint(options.Latitude, options.Longitude);
    }
}
