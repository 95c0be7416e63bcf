namespace SmartCity.Pipeline.Filters;

/// <summary>Linear conversions between UCUM units that sensors and cities use side by side.</summary>
public static class UnitConversion
{
    // To the first unit of each row's kind: value × factor + offset. Factors are exact by definition of the units.
    private static readonly Dictionary<string, (string Kind, double Factor, double Offset)> Units = new(StringComparer.Ordinal)
    {
        ["Cel"] = ("Cel", 1, 0),
        ["K"] = ("Cel", 1, -273.15),
        ["[degF]"] = ("Cel", 5 / 9.0, -160 / 9.0),
        ["Pa"] = ("Pa", 1, 0),
        ["hPa"] = ("Pa", 100, 0),
        ["kPa"] = ("Pa", 1e3, 0),
        ["MPa"] = ("Pa", 1e6, 0),
        ["bar"] = ("Pa", 1e5, 0),
        ["m[H2O]"] = ("Pa", 9806.65, 0),
        ["m3/h"] = ("m3/h", 1, 0),
        ["m3/s"] = ("m3/h", 3600, 0),
        ["L/s"] = ("m3/h", 3.6, 0),
        ["L/min"] = ("m3/h", 0.06, 0),
        ["m"] = ("m", 1, 0),
        ["cm"] = ("m", 0.01, 0),
        ["mm"] = ("m", 0.001, 0),
        ["km/h"] = ("km/h", 1, 0),
        ["m/s"] = ("km/h", 3.6, 0),
        ["ug/m3"] = ("ug/m3", 1, 0),
        ["mg/m3"] = ("ug/m3", 1000, 0),
        ["V"] = ("V", 1, 0),
        ["mV"] = ("V", 0.001, 0),
        ["A"] = ("A", 1, 0),
        ["mA"] = ("A", 0.001, 0),
    };

    public static bool IsKnown(string unit) => Units.ContainsKey(unit);

    /// <summary>False when the units are not of one kind or not known.</summary>
    public static bool TryConvert(double value, string from, string to, out double converted)
    {
        converted = value;
        if (from == to) return true;
        if (!Units.TryGetValue(from, out var a) || !Units.TryGetValue(to, out var b) || a.Kind != b.Kind) return false;
        converted = ((value * a.Factor) + a.Offset - b.Offset) / b.Factor;
        return true;
    }
}
