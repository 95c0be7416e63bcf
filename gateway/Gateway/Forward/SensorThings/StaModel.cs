using System.Globalization;
using SmartCity.Gateway.Hardware.Channels;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Forward.SensorThings;

/// <summary>A datastream by what makes it one: the channel of a node, in a unit.</summary>
internal readonly record struct StreamKey(string Site, string Node, string Channel, string Unit)
{
    /// <summary>Kept in the datastream's properties, by which it is found again.</summary>
    public override string ToString() => $"{Site}/{Node}/{Channel}/{Unit}";
}

/// <summary>
/// What is said of things, sensors and properties (OGC 18-088, §8.2). Each carries <c>properties/key</c>, unique among its
/// kind, and is found again by it.
/// </summary>
internal static class StaModel
{
    public const string Measurement = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement";
    public const string Truth = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_TruthObservation";
    public const string Any = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Observation";

    public static StreamKey KeyOf(Pack pack, in Reading reading) =>
        new(pack.Site, pack.Node, reading.Channel, reading.Unit ?? ChannelCatalog.BuiltIn.Find(reading.Channel)?.Unit ?? "");

    /// <summary>Numbers and states are typed; a channel that is no number, or not known, may have any result.</summary>
    public static string ObservationType(StreamKey key) => ChannelCatalog.BuiltIn.Find(key.Channel) switch
    {
        null => Any,
        { Value: ChannelValue.Bool } => Truth,
        _ => Measurement,
    };

    public static (string Name, string Definition, string Description) ObservedProperty(string channel)
    {
        var known = ChannelCatalog.BuiltIn.Find(channel);
        var description = known?.En ?? string.Create(CultureInfo.InvariantCulture, $"Channel {channel} of a device that is not in the catalogue");
        return known?.SensorThings is { Name: { } name, Definition: { } definition }
            ? (name, definition, description)
            : (known?.En ?? channel, $"urn:smartcity:channel:{Uri.EscapeDataString(channel)}", description);
    }

    /// <summary>A string as a literal of a $filter.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
