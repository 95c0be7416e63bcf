using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Operate.Reload;

namespace SmartCity.Gateway.Tests.Operate.Reload;

[TestClass]
public sealed class ConfigTrialTests
{
    private readonly FakeTimeProvider _time = new();

    [TestMethod]
    public void A_receiver_reached_before_and_not_since_undoes_it_within_two_minutes()
    {
        var trial = new ConfigTrial(["city"], _time);
        var waited = 0;
        while (trial.Judge([Sink("city", SinkState.Down)]) == TrialVerdict.Open)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.IsLessThan(115, waited++);
        }

        Assert.AreEqual("sink city, reached before, is not reached: no route", trial.Reason);
    }

    [TestMethod]
    public void Once_reached_is_enough()
    {
        var trial = new ConfigTrial(["city", "archive"], _time);
        Assert.AreEqual(TrialVerdict.Open, trial.Judge([Sink("city", SinkState.Up), Sink("archive", SinkState.Idle)]));
        _time.Advance(TimeSpan.FromHours(1));

        Assert.AreEqual(TrialVerdict.Kept, trial.Judge([Sink("city", SinkState.Down), Sink("archive", SinkState.Up)]));
    }

    [TestMethod]
    public void A_receiver_that_was_away_before_proves_nothing()
    {
        var trial = new ConfigTrial(["archive"], _time);

        Assert.AreEqual(TrialVerdict.Kept, trial.Judge([Sink("city", SinkState.Blocked), Sink("archive", SinkState.Up)]));
    }

    [TestMethod]
    public void The_limit_runs_from_the_first_failure_not_from_the_start()
    {
        var trial = new ConfigTrial(["city"], _time);
        Assert.AreEqual(TrialVerdict.Open, trial.Judge([Sink("city", SinkState.Idle)]));
        _time.Advance(TimeSpan.FromHours(5));
        Assert.AreEqual(TrialVerdict.Open, trial.Judge([Sink("city", SinkState.Blocked)]));
        _time.Advance(ConfigTrial.Limit);

        Assert.AreEqual(TrialVerdict.Undone, trial.Judge([Sink("city", SinkState.Blocked)]));
    }

    [TestMethod]
    public void Where_every_name_is_new_the_new_ones_are_judged()
    {
        var trial = new ConfigTrial(["city"], _time);
        Assert.AreEqual(TrialVerdict.Open, trial.Judge([Sink("town", SinkState.Down)]));
        _time.Advance(ConfigTrial.Limit);

        Assert.AreEqual(TrialVerdict.Undone, trial.Judge([Sink("town", SinkState.Down)]));
    }

    [TestMethod]
    public void Taking_every_sink_out_is_a_decision_not_a_fault()
    {
        Assert.AreEqual(TrialVerdict.Kept, new ConfigTrial(["city"], _time).Judge([]));
    }

    private static SinkSnapshot Sink(string name, SinkState state) =>
        new(name, state, 0, 0, 0, 0, 0, 0, 0, TimeSpan.Zero, null, 0, 0, 0, 0, state == SinkState.Up ? null : "no route", null);
}
