namespace SmartCity.Gateway.Web.Live;

/// <summary>A node in one line.</summary>
/// <param name="State"><c>online</c>, <c>offline</c>, or <c>never</c>: not seen since the gateway started.</param>
/// <param name="Seen">Unix milliseconds of the last message; 0: never.</param>
/// <param name="Flag">The worst flag among its newest values; 1 when there are none.</param>
/// <param name="Faults">Sensors the node itself reports as faulty.</param>
/// <param name="Headline">A few values, for a list.</param>
internal sealed record NodeLine(
    string Site, string Node, string? Label, double? Lat, double? Lon, string State, long Seen, long Packs, int Flag, string? Profile, int Faults,
    IReadOnlyList<ChannelValue> Headline);
