namespace SmartCity.Pipeline.Qartod;

/// <summary>
/// The tests a reading may be flagged by, as bits of <see cref="Model.Reading.Tests"/>. Names follow QARTOD (IOOS manuals)
/// where it has one.
/// </summary>
[Flags]
public enum QualityTest
{
    None = 0,
    GrossRange = 1 << 0,
    Climatology = 1 << 1,
    Spike = 1 << 2,
    RateOfChange = 1 << 3,
    FlatLine = 1 << 4,
    AttenuatedSignal = 1 << 5,
    Gap = 1 << 6,
    Location = 1 << 7,
    Neighbour = 1 << 8,
    Clock = 1 << 9,
}

/// <summary>Names of the tests as they stand in exports and configuration.</summary>
public static class QualityTestNames
{
    private static readonly string[] Names =
    [
        "gross_range", "climatology", "spike", "rate_of_change", "flat_line", "attenuated_signal", "gap", "location", "neighbour", "clock",
    ];

    public static ReadOnlySpan<string> All => Names;

    /// <summary>Name of the test at that bit.</summary>
    public static string Of(int bit) => Names[bit];
}
