using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Tests.Engine;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Tests.Rules;

[TestClass]
public sealed class EventLifeTests
{
    private static readonly ThresholdRule Hot = new() { Id = "hot", Channel = "t", Above = 30, Hysteresis = 2, Severity = Severity.Alarm };

    [TestMethod]
    public void An_event_is_raised_once_and_cleared_beyond_the_hysteresis()
    {
        var feed = new Feed(Hot);
        double[] values = [20, 30, 31, 29, 30.5, 28.1, 28, 27, 31];
        for (int i = 0; i < values.Length; i++) feed.Send(i, "t", values[i]);
        string[] expected = ["Raised hot/s/n1/1", "Cleared hot/s/n1/1", "Raised hot/s/n1/2"];
        CollectionAssert.AreEqual(expected, feed.Phases.ToArray());
        var raised = feed.Decisions.Events[0];
        Assert.AreEqual(Feed.Start + 1000, raised.TimeMs);
        Assert.AreEqual("t 30 is at or above 30", raised.Cause);
        Assert.AreEqual((Severity.Alarm, "threshold"), (raised.Severity, raised.Kind));
        Assert.AreEqual(new Evidence(1, 2, 0, "t", Feed.Start + 1000, 30), raised.Evidence[^1]);
    }

    [TestMethod]
    public void A_condition_must_last_to_raise_and_be_gone_to_clear()
    {
        var feed = new Feed(Hot with { ForSeconds = 3, ClearSeconds = 2 });
        double[] values = [31, 31, 20, 31, 31, 31, 31, 20, 31, 20, 20, 20];
        for (int i = 0; i < values.Length; i++) feed.Send(i, "t", values[i]);
        string[] expected = ["Raised hot/s/n1/1", "Cleared hot/s/n1/1"];
        CollectionAssert.AreEqual(expected, feed.Phases.ToArray());
        Assert.AreEqual(Feed.Start + 6000, feed.Decisions.Events[0].TimeMs);
        Assert.AreEqual(Feed.Start + 11000, feed.Decisions.Events[1].TimeMs);
    }

    [TestMethod]
    public void A_latched_event_waits_for_a_person()
    {
        var feed = new Feed(Hot with { Latch = true });
        feed.Send(0, "t", 31);
        feed.Send(1, "t", 20);
        feed.Send(2, "t", 20);
        Assert.AreEqual(1, feed.Engine.ActiveEvents);
        string id = feed.Decisions.Events[0].Id;
        feed.Engine.Acknowledge("hot/s/n1/7", "anna", Feed.Start + 3000, feed.Decisions);
        feed.Engine.Acknowledge(id, "anna", Feed.Start + 3000, feed.Decisions);
        feed.Engine.Acknowledge(id, "bert", Feed.Start + 4000, feed.Decisions);
        string[] expected = ["Raised hot/s/n1/1", "Acknowledged hot/s/n1/1", "Cleared hot/s/n1/1"];
        CollectionAssert.AreEqual(expected, feed.Phases.ToArray());
        Assert.AreEqual("anna", feed.Decisions.Events[1].By);
        Assert.AreEqual(0, feed.Engine.ActiveEvents);
    }

    [TestMethod]
    public void Raises_within_the_hold_off_are_counted_not_told()
    {
        var feed = new Feed(Hot with { HoldoffSeconds = 60 });
        for (int i = 0; i < 40; i++) feed.Send(i, "t", i % 2 == 0 ? 31 : 20);
        feed.Send(70, "t", 31);
        string[] expected = ["Raised hot/s/n1/1", "Cleared hot/s/n1/1", "Raised hot/s/n1/2"];
        CollectionAssert.AreEqual(expected, feed.Phases.ToArray());
        Assert.AreEqual(19, feed.Decisions.Events[2].Suppressed);
    }

    [TestMethod]
    public void Late_missing_and_failed_readings_move_no_event()
    {
        var feed = new Feed(Hot);
        feed.Send(10, "t", 20);
        feed.Send(5, "t", 99);
        feed.Send(11, "t", double.NaN);
        feed.Send(12, "t", 9999);
        feed.Send(13, "t", 40, quality: Quality.Fail);
        Assert.IsEmpty(feed.Decisions.Events);
        feed.Send(14, "t", 40, quality: Quality.Suspect);
        Assert.HasCount(1, feed.Decisions.Events);
    }

    [TestMethod]
    public void Nodes_and_sites_are_watched_each_by_itself_where_the_pattern_matches()
    {
        var feed = new Feed(Hot with { Nodes = "cross-*" });
        feed.Send(0, "t", 31, "cross-1");
        feed.Send(0, "t", 31, "cross-2");
        feed.Send(0, "t", 31, "pipe-1");
        string[] expected = ["Raised hot/s/cross-1/1", "Raised hot/s/cross-2/1"];
        CollectionAssert.AreEqual(expected, feed.Phases.ToArray());
    }
}
