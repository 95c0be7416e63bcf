using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Ingest.Counters;

namespace SmartCity.Gateway.Tests.Ingest;

[TestClass]
public sealed class LatencyHistogramTests
{
    [TestMethod]
    public void A_quantile_is_within_an_eighth_of_the_sorted_values()
    {
        Gen.Long[0, 3_000_000_000].Array[1, 200].Select(Gen.Double[0, 1]).Sample((microseconds, quantile) =>
        {
            var histogram = new LatencyHistogram();
            foreach (var value in microseconds) histogram.Record(TimeSpan.FromMicroseconds(value));
            Array.Sort(microseconds);
            var exact = microseconds[Math.Max(0, (int)Math.Ceiling(microseconds.Length * quantile) - 1)] / 1000d;
            var found = histogram.QuantileMs(quantile);
            return quantile == 0 || (found >= exact && found <= (exact * 1.125) + 0.001);
        });
    }

    [TestMethod]
    public void Nothing_recorded_is_zero()
    {
        Assert.AreEqual(0, new LatencyHistogram().QuantileMs(0.99));
    }
}
