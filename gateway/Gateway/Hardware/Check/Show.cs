using System.Globalization;

namespace SmartCity.Gateway.Hardware.Check;

/// <summary>Numbers as people write them on a sheet.</summary>
public static class Show
{
    /// <summary>At most four significant digits, no exponent.</summary>
    public static string Number(double value)
    {
        if (value == 0) return "0";
        int decimals = Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6);
        return Math.Round(value, decimals).ToString("0.######", CultureInfo.InvariantCulture);
    }

    /// <summary>Ohms as <c>4.7 kΩ</c>.</summary>
    public static string Ohms(double ohms) =>
        ohms >= 1e6 ? Number(ohms / 1e6) + " MΩ" : ohms >= 1e3 ? Number(ohms / 1e3) + " kΩ" : Number(ohms) + " Ω";
}
