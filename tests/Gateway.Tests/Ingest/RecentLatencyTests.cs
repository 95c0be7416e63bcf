using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Ingest.Counters;

namespace SmartCity.Gateway.Tests.Ingest;

[TestClass]
public sealed class RecentLatencyTests
{
    [TestMethod]
    public void A_slow_quarter_of_an_hour_is_seen_in_it_and_forgotten_after_it()
    {
        var time = new FakeTimeProvider();
        var histogram = new LatencyHistogram();
        var recent = new RecentLatency(histogram, time);
        double Minutes(int minutes, int milliseconds)
        {
            for (var i = 0; i < minutes; i++)
            {
                time.Advance(TimeSpan.FromMinutes(1));
                for (var j = 0; j < 100; j++) histogram.Record(TimeSpan.FromMilliseconds(milliseconds));
                recent.QuantileMs(0.99);
            }

            return recent.QuantileMs(0.99);
        }

        Assert.IsLessThan(10, Minutes(10_000, 5));
        Assert.IsGreaterThan(3000, Minutes(5, 3000), "a week of quick answers does not hide it");
        Assert.IsGreaterThan(3000, Minutes(4, 5));
        Assert.IsLessThan(10, Minutes(10, 5), "nor does it outlast itself");
        time.Advance(RecentLatency.Turn);
        recent.QuantileMs(0.99);
        time.Advance(RecentLatency.Turn);
        recent.QuantileMs(0.99);
        Assert.AreEqual(0, recent.QuantileMs(0.99), "nothing came");
    }
}
