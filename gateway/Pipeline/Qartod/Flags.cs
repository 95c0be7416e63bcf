using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Qartod;

/// <summary>
/// How flags of several tests become one, in the order of precedence of ioos_qc's <c>qartod_compare</c>:
/// fail, suspect, good, not evaluated, missing. A missing value itself is never put to a test and so stays missing.
/// </summary>
public static class Flags
{
    /// <summary>Adds the outcome of a test; one that is suspect or worse also leaves the test's bit.</summary>
    public static void Add(ref Reading reading, QualityTest test, int flag)
    {
        if (flag is Quality.Suspect or Quality.Fail) reading.Tests |= (ushort)test;
        reading.Quality = (byte)Worse(reading.Quality, flag);
    }

    /// <summary>The flag that takes precedence.</summary>
    public static int Worse(int a, int b) => Rank(a) >= Rank(b) ? a : b;

    private static int Rank(int flag) => flag switch
    {
        Quality.Fail => 4,
        Quality.Suspect => 3,
        Quality.Good => 2,
        Quality.NotEvaluated => 1,
        _ => 0,
    };
}
