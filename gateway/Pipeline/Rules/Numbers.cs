using System.Globalization;

namespace SmartCity.Pipeline.Rules;

/// <summary>Numbers in the words of a cause: four significant digits, invariant.</summary>
internal static class Numbers
{
    public static string Say(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    public static string Say(double? value) => Say(value ?? double.NaN);
}
