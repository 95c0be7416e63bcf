using Microsoft.Extensions.Time.Testing;
using SmartCity.Gateway.Cli;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Tests.Forward.Engine;

[TestClass]
public sealed class BacklogScheduleTests
{
    [TestMethod]
    public async Task Outside_its_hours_the_backlog_waits_while_events_and_live_packs_go()
    {
        // The rig's day begins at noon.
        await using var rig = new EngineRig();
        rig.Tuning.BacklogHours.Add("18:00-19:00");
        rig.Produce("a", 500);
        rig.Journal.Append(Notes.Loss("a", LossCause.Dropped));
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        var sink = new ScriptedSink("city");
        await rig.StartAsync(sink);
        rig.Produce("a", 10);
        rig.Produce("a", 1, isEvent: true);
        await rig.UntilAsync(() => sink.Arrivals.Count == 11 && rig.Engine!.Snapshot()[0].BacklogPacks == 501, stepMs: 0);
        rig.Time.Advance(TimeSpan.FromHours(4));
        rig.Produce("a", 10);
        await rig.UntilAsync(() => sink.Arrivals.Count == 21, stepMs: 0);

        Assert.IsTrue(sink.Arrivals.All(arrival => arrival.IsEvent || arrival.Seq >= 500));
        var snapshot = rig.Engine!.Snapshot()[0];
        Assert.AreEqual(new DateTimeOffset(2026, 3, 1, 18, 0, 0, TimeSpan.Zero), snapshot.BacklogFrom);
        Assert.Contains("city: the backlog waits until 18:00", BacklogCommand.Lines([snapshot], 0).ToArray());

        await rig.UntilAsync(() => rig.Engine.Drained, stepMs: 10_000);
        Assert.IsGreaterThanOrEqualTo(18, rig.Time.GetUtcNow().Hour);
        Assert.AreEqual(522, sink.Arrivals.Count);
        Assert.IsNull(rig.Engine.Snapshot()[0].BacklogFrom);
    }

    [TestMethod]
    public async Task What_a_person_asks_for_again_does_not_wait_for_the_hours()
    {
        await using var rig = new EngineRig();
        rig.Tuning.BacklogHours.Add("18:00-19:00");
        var sink = new ScriptedSink("city");
        await rig.StartAsync(sink);
        rig.Produce("a", 20);
        await rig.UntilAsync(() => rig.Engine!.Drained, stepMs: 0);
        rig.Time.Advance(TimeSpan.FromHours(1));
        await rig.Engine!.Sinks[0].Replays.RequestAsync(0, long.MaxValue);
        rig.Engine.Poke();
        await rig.UntilAsync(() => sink.Arrivals.Count == 40, stepMs: 0);
    }

    [TestMethod]
    public void The_hours_go_by_the_local_clock_and_it_is_looked_at_every_minute()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 10, 59, 30, TimeSpan.Zero));
        time.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        var scheduler = new SinkScheduler(new ForwardTuning { BacklogHours = ["19:00-20:00"] }, time, new Random(5));
        var backlog = new Waiting(false, 0, TimeSpan.Zero, true);

        var plan = scheduler.Plan(backlog);
        Assert.IsTrue(plan is { Send: false, UntilRecord: true, HoldsBacklog: true });
        Assert.AreEqual(TimeSpan.FromSeconds(30), plan.Wait);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.IsTrue(scheduler.Plan(backlog) is { Send: true, HoldsBacklog: false });
    }

    [TestMethod]
    public void Hours_that_are_none_are_named_with_their_place()
    {
        var faults = new List<string>();
        new ForwardTuning { BacklogHours = ["01:00-05:00", "25:00-26:00"] }.Check("$.sinks[0].forward", (path, message) => faults.Add($"{path}: {message}"));
        Assert.AreEqual(
            "$.sinks[0].forward.backlogHours[1]: expected two different times of the day, as \"01:00-05:00\" or \"22:30-04:00\", found \"25:00-26:00\"",
            faults.Single());
    }
}
