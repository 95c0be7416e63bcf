using SmartCity.Node.Virtual.Physics;
using SmartCity.Pipeline.Actions;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Events;

namespace SmartCity.Pipeline.Tests.Engine;

/// <summary>The default rules for water against the simulated main: a burst is heard at once, a quiet week not at all.</summary>
[TestClass]
public sealed class PhysicsTests
{
    private const string Pipe = "pn-001";

    private static readonly RuleOptions[] Rules = [.. PipelineExamples.District.Rules];

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void A_burst_is_raised_within_three_seconds_of_the_pressure_loss_and_the_valve_is_told_to_close(int seed)
    {
        var feed = new Feed(Rules);
        var world = new DistrictMain(seed, Feed.Start);
        world.Burst(Feed.Start + 60_000);
        for (int s = 1; s < 90; s++) Step(feed, world, s);
        var raised = feed.Decisions.Events.Single(e => e.Phase == EventPhase.Raised);
        Assert.AreEqual("burst", raised.Kind);
        Assert.IsInRange(Feed.Start + 60_000, Feed.Start + 63_000, raised.TimeMs);
        var command = feed.Decisions.Actions[0];
        Assert.AreEqual(("valve", "closed", ActionPhase.Issued), (command.Name, command.State, command.Phase));
        Assert.IsNotEmpty(raised.Evidence);
    }

    [TestMethod]
    public void A_burst_ten_seconds_after_the_start_is_heard_too()
    {
        var feed = new Feed(Rules);
        var world = new DistrictMain(7, Feed.Start);
        world.Burst(Feed.Start + 10_000);
        for (int s = 1; s < 20; s++) Step(feed, world, s);
        Assert.IsInRange(Feed.Start + 10_000, Feed.Start + 13_000, feed.Decisions.Events[0].TimeMs);
    }

    [TestMethod]
    public void A_leak_that_no_threshold_sees_adds_up()
    {
        var feed = new Feed(Rules);
        var world = new DistrictMain(4, Feed.Start);
        for (int s = 1; s < 3 * 3600; s++)
        {
            if (s == 1800) world.Leak(0.008);
            Step(feed, world, s);
        }

        Assert.AreEqual("Raised leak/s/pn-001/1", feed.Phases.Single());
        Assert.IsGreaterThan(Feed.Start + 1_800_000, feed.Decisions.Events[0].TimeMs);
    }

    [TestMethod]
    public void A_quiet_week_raises_nothing()
    {
        var feed = new Feed(Rules);
        var world = new DistrictMain(5, Feed.Start);
        int days = Environment.GetEnvironmentVariable("SMARTCITY_LONG") == "1" ? 28 : 7;
        for (int s = 5; s < days * 86_400; s += 5) Step(feed, world, s);
        Assert.IsEmpty(feed.Decisions.Events, string.Join(", ", feed.Decisions.Events.Select(e => e.Id + " " + e.Cause)));
    }

    private static void Step(Feed feed, DistrictMain world, int second)
    {
        world.AdvanceTo(Feed.Start + (second * 1000L));
        feed.Send(second, [("press", world.Main.Pressure), ("flow1", world.Main.Inflow * 3600), ("flow2", world.Main.Outflow * 3600)], Pipe);
    }
}
