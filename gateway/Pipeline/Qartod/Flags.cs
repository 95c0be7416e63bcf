using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Qartod;

/// <summary>How flags of several tests become one: the worst wins (missing, fail, suspect, good, not evaluated).</summary>
public static class Flags
{
    /// <summary>Adds the outcome of a test; one that is suspect or worse also leaves the test's bit.</summary>
    public static void Add(ref Reading reading, QualityTest test, int flag)
    {
        if (flag is Quality.Suspect or Quality.Fail) reading.Tests |= (ushort)test;
        reading.Quality = (byte)Worse(reading.Quality, flag);
    }

    /// <summary>The worse of two flags; a missing value stays missing, and good is worth more than not evaluated.</summary>
    public static int Worse(int a, int b) => Rank(a) >= Rank(b) ? a : b;

    private static int Rank(int flag) => flag switch
    {
        Quality.Missing => 4,
        Quality.Fail => 3,
        Quality.Suspect => 2,
        Quality.Good => 1,
        _ => 0,
    };
}
