using System.Globalization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Model;

namespace SmartCity.Journal.Tests;

[TestClass]
public sealed class CrashTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void No_committed_record_is_lost_in_ten_thousand_power_cuts()
    {
        var wanted = Number("SMARTCITY_CRASHES") ?? (Number("SMARTCITY_LONG") == 1 ? 1_000_000 : 10_000);
        var first = Number("SMARTCITY_SEED") ?? 1;
        var crashes = 0;
        for (var seed = first; crashes < wanted; seed++) crashes += Run(seed);
        TestContext.WriteLine($"{crashes} crashes, seeds from {first}");
    }

    [TestMethod]
    [DynamicData(nameof(Caught))]
    public void A_seed_that_caught_a_fault_runs_clean(int seed, string caught)
    {
        TestContext.WriteLine($"seed {seed} once caught: {caught}");
        Assert.IsGreaterThan(0, Run(seed));
    }

    private static IEnumerable<object[]> Caught => Seeds.All.Select(s => new object[] { s.Seed, s.Caught });

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var given) ? given : null;

    private int Run(int seed)
    {
        var program = new CrashProgram(seed);
        try
        {
            program.Run(steps: 200);
        }
        catch (Exception)
        {
            TestContext.WriteLine($"failing seed: {seed}");
            throw;
        }
        return program.Crashes;
    }
}
