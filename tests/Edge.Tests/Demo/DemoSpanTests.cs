using SmartCity.Gateway.Demo;

namespace SmartCity.Edge.Tests.Demo;

[TestClass]
public sealed class DemoSpanTests
{
    [TestMethod]
    [DataRow("20s", 20_000)]
    [DataRow("500ms", 500)]
    [DataRow("1.5m", 90_000)]
    [DataRow("2h", 7_200_000)]
    [DataRow("7", 7_000)]
    public void A_duration_is_a_number_and_a_unit(string text, int milliseconds)
    {
        Assert.IsTrue(DemoSpan.TryDuration(text, out var value));
        Assert.AreEqual(TimeSpan.FromMilliseconds(milliseconds), value);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("s")]
    [DataRow("-5s")]
    [DataRow("5 s")]
    [DataRow("5d")]
    [DataRow("1e400s")]
    [DataRow("99999999999999999h")]
    public void What_is_no_duration_is_refused(string text) => Assert.IsFalse(DemoSpan.TryDuration(text, out _));

    [TestMethod]
    public void A_span_has_two_ends_in_order()
    {
        Assert.IsTrue(DemoSpan.TrySpan("5s..12s", out var span));
        Assert.AreEqual((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(12)), span);
        foreach (var bad in new[] { "12s..5s", "5s..5s", "5s", "5s..", "..5s", "5s...12s" })
        {
            Assert.IsFalse(DemoSpan.TrySpan(bad, out _), bad);
        }
    }

    [TestMethod]
    public void An_outage_is_noticed_at_its_edges_only_so_that_a_person_may_overrule_it()
    {
        var plan = new OutagePlan([(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(12))]);
        Assert.IsNull(plan.Plugged(TimeSpan.FromSeconds(4.9)));
        Assert.AreEqual(false, plan.Plugged(TimeSpan.FromSeconds(5.1)));
        Assert.IsNull(plan.Plugged(TimeSpan.FromSeconds(6)));
        Assert.AreEqual(true, plan.Plugged(TimeSpan.FromSeconds(12)));
        Assert.IsNull(plan.Plugged(TimeSpan.FromSeconds(13)));
    }

    [TestMethod]
    public void A_look_that_comes_late_sees_the_last_edge()
    {
        var plan = new OutagePlan([(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)), (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9))]);
        Assert.AreEqual(false, plan.Plugged(TimeSpan.FromSeconds(4)));
    }
}
