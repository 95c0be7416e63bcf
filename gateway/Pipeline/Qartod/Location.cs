using SmartCity.Pipeline.State;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Qartod;

/// <summary>
/// QARTOD location: a position off the globe fails, one too far from the position before is suspect. Behaviour of ioos_qc
/// <c>location_test</c>: one coordinate alone fails, neither is missing. Distances are haversine on a sphere of 6,371 km.
/// </summary>
public sealed class Location(double? maxStepMetres) : IStateful
{
    private const double EarthRadius = 6_371_000;
    private double _lat = double.NaN;
    private double _lon = double.NaN;

    public int Add(double lat, double lon)
    {
        double step = Distance(_lat, _lon, lat, lon);
        _lat = lat;
        _lon = lon;
        if (double.IsNaN(lat) != double.IsNaN(lon)) return Quality.Fail;
        if (double.IsNaN(lat)) return Quality.Missing;
        if (Math.Abs(lat) > 90 || Math.Abs(lon) > 180) return Quality.Fail;
        return step > maxStepMetres ? Quality.Suspect : Quality.Good;
    }

    /// <summary>Metres along the great circle; degrees in.</summary>
    public static double Distance(double lat1, double lon1, double lat2, double lon2)
    {
        double a = Haversine(lat2 - lat1) + (Math.Cos(double.DegreesToRadians(lat1)) * Math.Cos(double.DegreesToRadians(lat2)) * Haversine(lon2 - lon1));
        return 2 * EarthRadius * Math.Asin(Math.Sqrt(Math.Min(1, a)));
    }

    public void Save(StateWriter writer)
    {
        writer.Number(_lat);
        writer.Number(_lon);
    }

    public void Load(StateReader reader)
    {
        _lat = reader.Number();
        _lon = reader.Number();
    }

    private static double Haversine(double degrees)
    {
        double sine = Math.Sin(double.DegreesToRadians(degrees) / 2);
        return sine * sine;
    }
}
