using System.Globalization;
using SmartCity.Gateway.Fleet.Registry;

namespace SmartCity.Gateway.Fleet.Exchange;

/// <summary>Positions as people write them.</summary>
internal static class GeoText
{
    /// <summary><c>39.94,116.35</c>: latitude and longitude, WGS 84 degrees.</summary>
    public static bool TryParse(string text, out GeoPosition position)
    {
        position = default;
        var parts = text.Split(',');
        return parts.Length == 2 && TryParse(parts[0], parts[1], out position);
    }

    /// <summary>Null when both are missing.</summary>
    /// <exception cref="FormatException">They are not a place on earth.</exception>
    public static GeoPosition? Position(string? latitude, string? longitude, string where)
    {
        if (latitude is null && longitude is null) return null;
        return TryParse(latitude ?? "", longitude ?? "", out var position)
            ? position
            : throw new FormatException($"{where}: expected a latitude from -90 to 90 and a longitude from -180 to 180");
    }

    public static bool IsOnEarth(GeoPosition position) => position is { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 };

    private static bool TryParse(string latitude, string longitude, out GeoPosition position)
    {
        position = default;
        if (!Degrees(latitude, out var north) || !Degrees(longitude, out var east)) return false;
        position = new GeoPosition(north, east);
        return IsOnEarth(position);
    }

    private static bool Degrees(string text, out double degrees) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out degrees);
}
