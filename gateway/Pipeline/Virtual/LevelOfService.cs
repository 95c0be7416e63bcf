namespace SmartCity.Pipeline.Virtual;

/// <summary>
/// Level of service A to F of an approach from the occupancy of its detector: density is occupancy over the effective
/// length of a vehicle, its limits those of the Highway Capacity Manual 2010 (7, 11, 16, 22, 28 vehicles a km and lane).
/// </summary>
public static class LevelOfService
{
    private static readonly double[] Densities = [7, 11, 16, 22, 28];

    /// <param name="occupancyPercent">Share of time the detector is covered, percent.</param>
    /// <param name="effectiveMetres">Length of a mean vehicle and of the detector together.</param>
    public static char Of(double occupancyPercent, double effectiveMetres = 6.5)
    {
        double density = occupancyPercent / 100 * 1000 / effectiveMetres;
        int level = 0;
        foreach (double limit in Densities) level += density > limit ? 1 : 0;
        return (char)('A' + level);
    }
}
