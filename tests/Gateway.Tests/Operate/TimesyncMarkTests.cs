using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Operate.Clock;
using SmartCity.Gateway.Tests.Forward.Fakes;

namespace SmartCity.Gateway.Tests.Operate;

[TestClass]
public sealed class TimesyncMarkTests
{
    private static readonly DateTimeOffset Touched = new(2026, 11, 23, 5, 0, 0, TimeSpan.Zero);

    [TestMethod]
    [DataRow(0, true, 0)]
    [DataRow(2000, true, 1000)]
    [DataRow(31_999, true, 15_999.5)]
    [DataRow(32_000, false, 16_000)]
    [DataRow(90_000, false, 16_000)]
    public void The_bound_grows_by_500_ppm_to_16_seconds_as_the_kernels_does(int seconds, bool synchronised, double milliseconds)
    {
        using var directory = new TempDirectory();
        var mark = directory.At("synchronized");
        File.WriteAllText(mark, "");
        File.SetLastWriteTimeUtc(mark, Touched.UtcDateTime);

        Assert.AreEqual(new ClockQuality(synchronised, TimeSpan.FromMilliseconds(milliseconds)), TimesyncMark.Read(mark, Touched.AddSeconds(seconds)));
    }

    [TestMethod]
    public void Without_a_mark_or_with_one_of_the_future_nothing_is_known()
    {
        using var directory = new TempDirectory();
        var mark = directory.At("synchronized");
        Assert.IsNull(TimesyncMark.Read(mark, Touched));
        File.WriteAllText(mark, "");
        File.SetLastWriteTimeUtc(mark, Touched.UtcDateTime);
        Assert.IsNull(TimesyncMark.Read(mark, Touched.AddSeconds(-1)));
    }
}
