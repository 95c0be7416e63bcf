namespace SmartCity.Pipeline.Virtual;

/// <summary>Pollutants of the indices. Concentrations are in ug/m3, carbon monoxide in mg/m3.</summary>
public enum Pollutant
{
    Pm25,
    Pm10,
    No2,
    O3,
    So2,
    Co,
}

/// <summary>
/// China's air quality index: HJ 633-2012, table 1, for the limit values of GB 3095-2012. 24-hour means, ozone as 1-hour
/// mean. Between break points linear, rounded up; the index is the largest of its parts.
/// </summary>
public static class AirQualityIndexChina
{
    private static readonly int[] Index = [0, 50, 100, 150, 200, 300, 400, 500];
    private static readonly double[] Pm25 = [0, 35, 75, 115, 150, 250, 350, 500];
    private static readonly double[] Pm10 = [0, 50, 150, 250, 350, 420, 500, 600];
    private static readonly double[] No2 = [0, 40, 80, 180, 280, 565, 750, 940];
    private static readonly double[] O3 = [0, 160, 200, 300, 400, 800, 1000, 1200];
    private static readonly double[] So2 = [0, 50, 150, 475, 800, 1600, 2100, 2620];
    private static readonly double[] Co = [0, 2, 4, 14, 24, 36, 48, 60];

    /// <summary>Individual index (IAQI), 0 to 500; above the table it stays at 500.</summary>
    public static int Of(Pollutant pollutant, double concentration)
    {
        double[] points = pollutant switch
        {
            Pollutant.Pm25 => Pm25,
            Pollutant.Pm10 => Pm10,
            Pollutant.No2 => No2,
            Pollutant.O3 => O3,
            Pollutant.So2 => So2,
            _ => Co,
        };
        if (concentration <= 0) return 0;
        for (int i = 1; i < points.Length; i++)
        {
            if (concentration > points[i]) continue;
            double index = Index[i - 1] + ((Index[i] - Index[i - 1]) * (concentration - points[i - 1]) / (points[i] - points[i - 1]));
            return (int)Math.Ceiling(Math.Round(index, 9));
        }

        return Index[^1];
    }
}

/// <summary>
/// European Air Quality Index of the EEA in its form of 2017: hourly ozone, nitrogen and sulphur dioxide, 24-hour running
/// means of particles, in bands 1 (good) to 6 (extremely poor). The index is the worst of its parts.
/// </summary>
public static class AirQualityIndexEurope
{
    private static readonly double[] Pm25 = [10, 20, 25, 50, 75];
    private static readonly double[] Pm10 = [20, 40, 50, 100, 150];
    private static readonly double[] No2 = [40, 90, 120, 230, 340];
    private static readonly double[] O3 = [50, 100, 130, 240, 380];
    private static readonly double[] So2 = [100, 200, 350, 500, 750];

    /// <summary>Band 1 to 6; 0 for a pollutant the index does not know (carbon monoxide).</summary>
    public static int Of(Pollutant pollutant, double concentration)
    {
        double[]? bands = pollutant switch
        {
            Pollutant.Pm25 => Pm25,
            Pollutant.Pm10 => Pm10,
            Pollutant.No2 => No2,
            Pollutant.O3 => O3,
            Pollutant.So2 => So2,
            _ => null,
        };
        if (bands == null) return 0;
        int band = 1;
        foreach (double limit in bands) band += concentration > limit ? 1 : 0;
        return band;
    }
}
