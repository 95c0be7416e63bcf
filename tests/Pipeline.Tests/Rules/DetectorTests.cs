using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Tests.Engine;

namespace SmartCity.Pipeline.Tests.Rules;

[TestClass]
public sealed class DetectorTests
{
    [TestMethod]
    public void A_silent_node_is_absent_at_its_deadline_and_back_when_heard()
    {
        var feed = new Feed(new AbsenceRule { Id = "gone", Seconds = 30 });
        feed.Send(0, "t", 20);
        feed.Send(10, "t", 20, "n2");
        feed.Wait(29);
        Assert.IsEmpty(feed.Decisions.Events);
        feed.Wait(100);
        feed.Send(101, "t", 20);
        string[] expected = ["Raised gone/s/n1/1", "Raised gone/s/n2/1", "Cleared gone/s/n1/1"];
        CollectionAssert.AreEqual(expected, feed.Phases.ToArray());
        Assert.AreEqual(Feed.Start + 30_000, feed.Decisions.Events[0].TimeMs);
    }

    [TestMethod]
    public void An_exceedance_is_one_of_the_mean_and_noise_means_energy()
    {
        var feed = new Feed(
            new ExceedanceRule { Id = "air", Channel = "pm2_5", Above = 75, WindowSeconds = 3600 },
            new ExceedanceRule { Id = "noise", Channel = "laeq", Above = 70, WindowSeconds = 3600, Energy = true });
        for (int minute = 0; minute < 60; minute++) feed.Send(minute * 60, [("pm2_5", minute < 50 ? 60 : 100), ("laeq", minute % 10 == 0 ? 85 : 50)]);

        // The arithmetic mean of the noise is 53.5 dB, that of its energy 75 dB.
        string[] expected = ["Raised noise/s/n1/1"];
        CollectionAssert.AreEqual(expected, feed.Phases.ToArray());
        for (int minute = 60; minute < 90; minute++) feed.Send(minute * 60, "pm2_5", 100);
        Assert.AreEqual("Raised air/s/n1/1", feed.Phases.Last());
    }

    [TestMethod]
    public void A_rate_is_judged_over_its_window_in_the_direction_given()
    {
        var feed = new Feed(new RateRule { Id = "fall", Channel = "level", PerMinute = -0.5, WindowSeconds = 60 });
        for (int s = 0; s < 120; s += 5) feed.Send(s, "level", 2 + (s / 60.0));
        Assert.IsEmpty(feed.Decisions.Events);
        for (int s = 120; s < 240; s += 5) feed.Send(s, "level", 4 - ((s - 120) / 60.0));
        Assert.HasCount(1, feed.Decisions.Events);
    }

    [TestMethod]
    public void A_flat_line_and_missing_values_are_events_when_a_rule_says_so()
    {
        var feed = new Feed(
            new FlatLineRule { Id = "stuck", Channel = "t", Seconds = 60, Tolerance = 0.05 },
            new MissingRule { Id = "broken", Channel = "t", ForSeconds = 20 });
        for (int s = 0; s < 90; s += 10) feed.Send(s, "t", 20.01);
        for (int s = 90; s < 120; s += 10) feed.Send(s, "t", double.NaN);
        feed.Send(120, "t", 21);
        string[] expected = ["Raised stuck/s/n1/1", "Raised broken/s/n1/1", "Cleared stuck/s/n1/1", "Cleared broken/s/n1/1"];
        CollectionAssert.AreEqual(expected, feed.Phases.ToArray());
    }

    [TestMethod]
    public void Gas_counts_even_when_the_reading_failed_its_range()
    {
        var feed = new Feed(new GasRule { Id = "gas", Channel = "ch4", Above = 10 });
        feed.Send(0, "ch4", 130);
        Assert.HasCount(1, feed.Decisions.Events);
    }

    [TestMethod]
    public void A_closing_valve_is_no_burst()
    {
        var feed = new Feed(new BurstRule { Id = "burst" });
        for (int s = 0; s < 60; s++) feed.Send(s, [("press", 380), ("flow1", 130)]);
        for (int s = 60; s < 90; s++) feed.Send(s, [("press", 100), ("flow1", 20)]);
        Assert.IsEmpty(feed.Decisions.Events);
    }

    [TestMethod]
    public void A_burst_clears_when_the_pressure_is_back()
    {
        var feed = new Feed(new BurstRule { Id = "burst" });
        for (int s = 0; s < 60; s++) feed.Send(s, [("press", 380), ("flow1", 130)]);
        for (int s = 60; s < 90; s++) feed.Send(s, [("press", 200), ("flow1", 250)]);
        for (int s = 90; s < 400; s++) feed.Send(s, [("press", 0), ("flow1", 0)]);
        Assert.HasCount(1, feed.Decisions.Events);
        feed.Send(400, [("press", 375), ("flow1", 125)]);
        Assert.AreEqual(EventPhase.Cleared, feed.Decisions.Events[^1].Phase);
    }

    [TestMethod]
    public void Night_flow_is_judged_once_a_night_against_limit_or_habit()
    {
        var feed = new Feed(
            new NightFlowRule { Id = "high", Above = 60 },
            new NightFlowRule { Id = "unusual", TimesUsual = 1.5 });
        for (int quarter = 0; quarter < 96 * 8; quarter++)
        {
            int day = quarter / 96;
            feed.Send(quarter * 900, "flow1", day < 6 ? 30 : 70);
        }

        Assert.AreEqual("high", feed.Decisions.Events[0].Rule);
        Assert.AreEqual("unusual", feed.Decisions.Events[1].Rule);
        Assert.HasCount(2, feed.Decisions.Events);
    }

    [TestMethod]
    public void Flooding_is_foreseen_by_the_lead_time_and_a_float_is_enough()
    {
        var feed = new Feed(new FloodingRule { Id = "flood", Above = 2, LeadSeconds = 600, FloatSwitch = "flood", Hysteresis = 0.2 });
        for (int s = 0; s < 60; s += 5) feed.Send(s, "level", 0.5);
        Assert.IsEmpty(feed.Decisions.Events);
        for (int s = 60; s < 180; s += 5) feed.Send(s, "level", 0.5 + ((s - 60) / 60.0 * 0.2));
        StringAssert.Contains(feed.Decisions.Events[0].Cause, "will be");
        Assert.IsLessThan(Feed.Start + 180_000, feed.Decisions.Events[0].TimeMs);
        feed.Send(0, "flood", 1, "n2");
        Assert.AreEqual("Raised flood/s/n2/1", feed.Phases.Last());
    }

    [TestMethod]
    public void Congestion_is_occupied_and_slow_an_incident_occupied_and_empty_handed()
    {
        var feed = new Feed(
            new CongestionRule { Id = "jam", Speed = "spd1", WindowSeconds = 120 },
            new IncidentRule { Id = "blocked", WindowSeconds = 120 });
        for (int s = 0; s < 300; s += 10) feed.Send(s, [("occ1", 70), ("veh1", 5), ("spd1", 45)]);
        Assert.IsEmpty(feed.Decisions.Events);
        for (int s = 300; s < 600; s += 10) feed.Send(s, [("occ1", 70), ("veh1", 5), ("spd1", 8)]);
        Assert.AreEqual("Raised jam/s/n1/1", feed.Phases.Single());
        for (int s = 600; s < 900; s += 10) feed.Send(s, [("occ1", 95), ("veh1", 0), ("spd1", 0)]);
        Assert.AreEqual("Raised blocked/s/n1/1", feed.Phases.Last());
    }
}
