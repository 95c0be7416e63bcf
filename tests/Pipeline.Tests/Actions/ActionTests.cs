using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Tests.Engine;

namespace SmartCity.Pipeline.Tests.Actions;

[TestClass]
public sealed class ActionTests
{
    private static readonly CommandAction Close = new() { Command = "valve", Output = "v1", State = "closed", TimeoutSeconds = 5, Attempts = 2 };

    [TestMethod]
    public void A_command_is_issued_at_once_and_confirmed_by_the_nodes_answer()
    {
        var feed = With(Close);
        feed.Send(0, "press", 90);
        var issued = feed.Decisions.Actions.Single();
        Assert.AreEqual(("n1", "v1", "press 90 is at or below 100"), (issued.Node, issued.Output, issued.Why));
        Assert.IsTrue(SmartCity.Wire.ChannelName.IsPlainText(issued.Id));
        feed.Engine.Answer("another", true, null, Feed.Start + 500, feed.Decisions);
        feed.Engine.Answer(issued.Id, true, null, Feed.Start + 1000, feed.Decisions);
        feed.Engine.Answer(issued.Id, true, null, Feed.Start + 1000, feed.Decisions);
        CollectionAssert.AreEqual((string[])["Issued valve closed", "Confirmed valve closed"], feed.Steps.ToArray());
    }

    [TestMethod]
    public void An_answer_is_not_proof_where_a_reading_must_show_it()
    {
        var feed = With(Close with { Confirm = new ConditionOptions { Channel = "valve", AtMost = 0.5 } });
        feed.Send(0, "press", 90);
        feed.Engine.Answer(feed.Decisions.Actions[0].Id, true, null, Feed.Start + 1000, feed.Decisions);
        feed.Send(2, "valve", 1);
        Assert.HasCount(2, feed.Decisions.Actions);
        feed.Send(3, "valve", 0, "n2");
        feed.Send(3, "valve", 0);
        CollectionAssert.AreEqual((string[])["Issued valve closed", "Answered valve closed", "Confirmed valve closed"], feed.Steps.ToArray());
        Assert.AreEqual("valve is 0", feed.Decisions.Actions[2].Why);
    }

    [TestMethod]
    public void Without_an_answer_it_is_repeated_under_the_same_id_and_then_given_up()
    {
        var feed = With(Close);
        feed.Send(0, "press", 90);
        feed.Wait(4.9);
        Assert.HasCount(1, feed.Decisions.Actions);
        feed.Wait(60);
        CollectionAssert.AreEqual((string[])["Issued valve closed", "Issued valve closed", "TimedOut valve closed"], feed.Steps.ToArray());
        Assert.AreEqual((2, Feed.Start + 5000), (feed.Decisions.Actions[1].Attempt, feed.Decisions.Actions[1].TimeMs));
        Assert.AreEqual(Feed.Start + 10_000, feed.Decisions.Actions[2].TimeMs);
        Assert.HasCount(1, feed.Decisions.Actions.Select(a => a.Id).Distinct());
    }

    [TestMethod]
    public void A_refusal_is_an_outcome_with_its_reason()
    {
        var feed = With(Close);
        feed.Send(0, "press", 90);
        feed.Engine.Answer(feed.Decisions.Actions[0].Id, false, "valve is in manual mode", Feed.Start + 1000, feed.Decisions);
        Assert.AreEqual("valve is in manual mode", feed.Decisions.Actions[^1].Why);
        CollectionAssert.AreEqual((string[])["Issued valve closed", "Failed valve closed"], feed.Steps.ToArray());
    }

    [TestMethod]
    public void Interlocks_forbid_on_readings_that_do_not_hold_are_old_or_unknown()
    {
        var dry = Close with { Interlocks = [new InterlockOptions { Require = new ConditionOptions { Channel = "level", AtMost = 1, MaxAgeSeconds = 30 } }] };
        var feed = With(dry);
        Trip(feed, 0);
        feed.Send(9, "level", 2);
        Trip(feed, 10);
        feed.Send(19, "level", 0.5);
        Trip(feed, 20);
        Trip(feed, 60);
        string[] why = [.. feed.Decisions.Actions.Where(a => a.TimeMs % 1000 == 0).Select(a => a.Phase + ": " + a.Why)];
        CollectionAssert.AreEqual(
            (string[])[
                "Blocked: interlock: level is not known",
                "Blocked: interlock: level is 2",
                "Issued: press 90 is at or below 100",
                "Issued: press 90 is at or below 100",
                "TimedOut: no answer",
                "Blocked: interlock: level is too old to rely on"],
            why);
    }

    [TestMethod]
    public void Interlocks_forbid_too_soon_and_too_often()
    {
        var shy = Close with { Attempts = 1, Interlocks = [new InterlockOptions { MinIntervalSeconds = 60 }, new InterlockOptions { MaxPerDay = 2 }] };
        var feed = With(shy);
        Trip(feed, 0);
        Trip(feed, 30);
        Trip(feed, 100);
        Trip(feed, 200);
        Trip(feed, 86_500);
        CollectionAssert.AreEqual(
            (string[])["Issued", "TimedOut", "Blocked", "Issued", "TimedOut", "Blocked", "Issued"],
            feed.Decisions.Actions.Select(a => a.Phase.ToString()).ToArray());
    }

    [TestMethod]
    public void An_event_from_the_past_is_recorded_and_not_acted_upon()
    {
        var feed = With(Close);
        feed.Wait(3600);
        feed.Send(0, "press", 90);
        Assert.HasCount(1, feed.Decisions.Events);
        Assert.AreEqual("the event came too late to act on", feed.Decisions.Actions.Single().Why);
    }

    [TestMethod]
    public void An_output_goes_on_and_back_by_itself()
    {
        var feed = With(new OutputAction { Output = "siren", ForSeconds = 30 });
        feed.Send(0, "press", 90);
        feed.Wait(29);
        Assert.HasCount(1, feed.Decisions.Actions);
        feed.Wait(31);
        CollectionAssert.AreEqual((string[])["Issued siren on", "Issued siren off"], feed.Steps.ToArray());
        Assert.IsNull(feed.Decisions.Actions[0].Node);
    }

    private static Feed With(ActionOptions action) => new(new ThresholdRule { Id = "low", Channel = "press", Below = 100, Actions = [action] });

    private static void Trip(Feed feed, double second)
    {
        feed.Send(second, "press", 90);
        feed.Send(second + 1, "press", 300);
    }
}
