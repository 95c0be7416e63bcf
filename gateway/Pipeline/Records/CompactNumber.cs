namespace SmartCity.Pipeline.Records;

/// <summary>
/// Most readings are short decimals (21.37, 1013.2, 42). Each is stored as an integer and a power of ten where dividing
/// again gives the very same double, else as the eight bytes it is.
/// </summary>
internal static class CompactNumber
{
    public const int MaxPlaces = 6;

    /// <summary>Code for a number stored as eight bytes.</summary>
    public const int Raw = 7;

    private const double LargestMantissa = 1L << 40;

    private static readonly double[] Powers = [1, 10, 100, 1000, 1e4, 1e5, 1e6];

    /// <summary>Decimal places 0 to <see cref="MaxPlaces"/> and the mantissa, or <see cref="Raw"/>.</summary>
    public static int Split(double value, out long mantissa)
    {
        mantissa = 0;
        if (value == 0 && double.IsNegative(value)) return Raw;
        for (int places = 0; places <= MaxPlaces; places++)
        {
            double scaled = Math.Round(value * Powers[places]);
            if (!(Math.Abs(scaled) < LargestMantissa)) return Raw;
            if (scaled / Powers[places] != value) continue;
            mantissa = (long)scaled;
            return places;
        }

        return Raw;
    }

    public static double Join(long mantissa, int places) => mantissa / Powers[places];
}
