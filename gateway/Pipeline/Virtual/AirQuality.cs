using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Virtual;

/// <summary>
/// Air quality index from the catalogue's channels: particles in ug/m3, gases as parts by volume, which become mass at
/// 298.15 K and 1013.25 hPa (GB 3095-2012 with its amendment of 2018). Means are those of the scale; a pollutant counts when
/// three quarters of its window are covered.
/// </summary>
internal sealed class AirQuality(AirQualityChannel options) : VirtualChannel(options.As, "1")
{
    private const double LitresPerMole = 24.465;
    private const double Coverage = 0.75;
    private const double Hour = 3600;
    private const double Day = 24 * Hour;

    // Molar masses in g/mol (IUPAC standard atomic weights); ppb become ug/m3, ppm of carbon monoxide mg/m3.
    private static readonly (string Channel, double ToMass)[] Pollutants =
    [
        ("pm2_5", 1), ("pm10", 1), ("no2", 46.0055 / LitresPerMole), ("o3", 47.9982 / LitresPerMole), ("so2", 64.0638 / LitresPerMole), ("co", 28.0101 / LitresPerMole),
    ];

    private readonly BucketWindow[] _means = [.. Enumerable.Range(0, Pollutants.Length).Select(i => new BucketWindow(Window(options.Scale, (Pollutant)i)))];
    private long _endMs = long.MinValue;

    public override IReadOnlyList<string> Inputs { get; } = [.. Pollutants.Select(p => p.Channel)];

    public override bool Observe(int input, in Reading reading, out long timeMs, out double result)
    {
        long everyMs = Math.Max(1, (long)(options.EverySeconds * 1000));
        bool ended = _endMs != long.MinValue && reading.TimeMs > _endMs;
        timeMs = _endMs;
        result = ended ? Index() : 0;
        if (_endMs == long.MinValue || ended) _endMs = ((reading.TimeMs + everyMs - 1) / everyMs) * everyMs;
        _means[input].Add(reading.TimeMs, reading.Number * Pollutants[input].ToMass);
        return ended && result > 0;
    }

    public override void Save(StateWriter writer)
    {
        writer.Whole(_endMs);
        foreach (var mean in _means) mean.Save(writer);
    }

    public override void Load(StateReader reader)
    {
        _endMs = reader.Whole();
        foreach (var mean in _means) mean.Load(reader);
    }

    private int Index()
    {
        int worst = 0;
        for (int i = 0; i < _means.Length; i++)
        {
            if (_means[i].Count == 0 || _means[i].Coverage < Coverage) continue;
            int part = options.Scale == AirQualityScale.China ? AirQualityIndexChina.Of((Pollutant)i, _means[i].Mean) : AirQualityIndexEurope.Of((Pollutant)i, _means[i].Mean);
            worst = Math.Max(worst, part);
        }

        return worst;
    }

    // China: 24 hours, ozone one; Europe: particles 24 hours, gases one.
    private static double Window(AirQualityScale scale, Pollutant pollutant)
    {
        bool particles = pollutant is Pollutant.Pm25 or Pollutant.Pm10;
        bool day = particles || (scale == AirQualityScale.China && pollutant != Pollutant.O3);
        return day ? Day : Hour;
    }
}
