namespace SmartCity.Gateway.Forward;

/// <summary>Where a node is, WGS 84, degrees.</summary>
internal sealed class SinkPlaceOptions
{
    public string Site { get; set; } = "";

    public string Node { get; set; } = "";

    public double Latitude { get; set; }

    public double Longitude { get; set; }
}
