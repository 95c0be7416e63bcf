using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Operate.Metrics;

namespace SmartCity.Gateway.Tests.Operate.Metrics;

[TestClass]
public sealed class PrometheusTextTests
{
    [TestMethod]
    public void A_family_has_its_help_its_type_and_a_line_a_sample()
    {
        var text = PrometheusText.Write(
        [
            Metric.Counters("x_total", "What\nit \\ is.", () => [new Sample(2, ("a", "q\"\\\n"), ("b", "c")), new Sample(0.25)]),
            Metric.Gauge("y_seconds", "Time.", () => double.PositiveInfinity),
            Metric.Gauge("z", "Nothing known.", () => double.NaN),
        ]);

        Assert.AreEqual(
            """
            # HELP x_total What\nit \\ is.
            # TYPE x_total counter
            x_total{a="q\"\\\n",b="c"} 2
            x_total 0.25
            # HELP y_seconds Time.
            # TYPE y_seconds gauge
            y_seconds +Inf
            # HELP z Nothing known.
            # TYPE z gauge
            z NaN

            """.ReplaceLineEndings("\n"),
            text);
    }
}
