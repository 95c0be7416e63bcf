using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Forward.Engine;

[TestClass]
public sealed class ReplayTests
{
    [TestMethod]
    public async Task A_span_comes_again_with_the_same_keys_marked_historical_and_nothing_beside_it()
    {
        await using var rig = new EngineRig();
        var (city, other) = (new ScriptedSink("city"), new ScriptedSink("other"));
        await rig.StartAsync(city, other);
        var (from, to) = await ThreeMinutesAsync(rig);

        Assert.AreEqual(101, await AskAsync(rig, from, to));
        await rig.UntilAsync(() => city.Arrivals.Count == 301 + 101 && Waiting(rig) == 0);

        var again = city.Arrivals.Skip(301).ToArray();
        Assert.IsTrue(again.All(arrival => arrival.Historical));
        CollectionAssert.AreEqual(
            Enumerable.Range(100, 100).ToArray(), again.Where(arrival => !arrival.IsEvent).Select(arrival => (int)arrival.Seq).ToArray());
        Assert.AreEqual("site/a/2/0", again.Single(arrival => arrival.IsEvent).Key);
        Assert.AreEqual(301, other.Arrivals.Count);
    }

    [TestMethod]
    public async Task A_restart_goes_on_with_what_was_asked_for()
    {
        await using var rig = new EngineRig();
        await rig.StartAsync(new ScriptedSink("city"));
        var (from, to) = await ThreeMinutesAsync(rig);
        await rig.StopAsync();
        await rig.StartAsync(new ScriptedSink("city", _ => SendOutcome.Temporary("unplugged", TimeSpan.FromHours(1))));
        Assert.AreEqual(101, await AskAsync(rig, from, to));
        await rig.UntilAsync(() => rig.Engine!.Snapshot()[0].Failures > 0);
        await rig.StopAsync();
        rig.Journal.Crash();

        var after = new ScriptedSink("city");
        await rig.StartAsync(after);
        await rig.UntilAsync(() => after.Arrivals.Count == 101 && Waiting(rig) == 0);
        await rig.StopAsync();

        var last = new ScriptedSink("city");
        await rig.StartAsync(last);
        Assert.AreEqual(0, Waiting(rig));
    }

    [TestMethod]
    public async Task New_packs_do_not_wait_for_it()
    {
        await using var rig = new EngineRig();
        var sink = new ScriptedSink("city");
        await rig.StartAsync(sink);
        var (from, to) = await ThreeMinutesAsync(rig);
        sink.Script = _ => SendOutcome.Temporary("unplugged", TimeSpan.FromHours(1));
        await AskAsync(rig, from, to);
        await rig.UntilAsync(() => rig.Engine!.Snapshot()[0].Failures > 0);
        rig.Produce("a", 50);
        sink.Script = _ => SendOutcome.Delivered;
        rig.Engine!.Poke();
        await rig.UntilAsync(() => sink.Arrivals.Count == 301 + 50 + 101);

        Assert.IsTrue(sink.Arrivals.Skip(301).Take(50).All(arrival => !arrival.Historical && arrival.Seq >= 300));
    }

    [TestMethod]
    public async Task What_a_failed_batch_left_open_goes_once_more_and_what_is_refused_is_let_go()
    {
        await using var rig = new EngineRig();
        var sink = new ScriptedSink("city");
        await rig.StartAsync(sink);
        var (from, to) = await ThreeMinutesAsync(rig);
        var cuts = 0;
        sink.Script = batch =>
        {
            for (var i = 0; i < batch.Count / 2; i++)
            {
                if (batch[i].Pack is { Seq: 107, Boot: 1 }) batch.Refuse(i, "had it");
                else batch.Accept(i);
            }

            return cuts++ < 2 ? SendOutcome.Temporary("cut") : SendOutcome.Delivered;
        };
        await AskAsync(rig, from, to);
        await rig.UntilAsync(() => Waiting(rig) == 0);

        var again = sink.Arrivals.Skip(301).Select(arrival => arrival.Key).ToArray();
        Assert.HasCount(100, again);
        Assert.HasCount(100, again.Distinct().ToArray());
        Assert.DoesNotContain("site/a/1/107", again);
        Assert.AreEqual(0, rig.Engine!.Snapshot()[0].DeadLetters);
    }

    [TestMethod]
    public async Task What_the_sink_never_had_comes_by_itself_and_what_is_gone_is_passed_over()
    {
        await using var rig = new EngineRig();
        var sink = new ScriptedSink("city");
        await rig.StartAsync(sink);
        var (from, to) = await ThreeMinutesAsync(rig);
        sink.Script = _ => SendOutcome.Temporary("unplugged", TimeSpan.FromHours(1));
        rig.Produce("a", 10);

        // The sink pauses before anything is asked for: a batch composed earlier would carry what is gone by then.
        await rig.UntilAsync(() => rig.Engine!.Snapshot()[0].Failures > 0);
        Assert.AreEqual(301, await rig.Engine!.Sinks[0].Replays.RequestAsync(0, long.MaxValue));
        rig.Journal.Evict(Lane.Data, 150);
        sink.Script = _ => SendOutcome.Delivered;
        rig.Engine.Poke();
        await rig.UntilAsync(() => Waiting(rig) == 0 && rig.Engine.Drained);

        Assert.AreEqual(10, sink.Arrivals.Count(arrival => arrival.Seq >= 300));
        Assert.IsTrue(sink.Arrivals.Skip(301).All(arrival => arrival.IsEvent || arrival.Seq >= 150));
        Assert.AreEqual(50, await AskAsync(rig, from, to) - 1);
        Assert.AreEqual(0, await AskAsync(rig, 0, 1));
    }

    // A hundred packs a minute for three minutes and an event in the second, all at the sink; returns the second minute.
    private static async Task<(long From, long To)> ThreeMinutesAsync(EngineRig rig)
    {
        rig.Produce("a", 100);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        var from = rig.Time.GetUtcNow().ToUnixTimeMilliseconds();
        rig.Produce("a", 100);
        rig.Produce("a", 1, isEvent: true);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        var to = rig.Time.GetUtcNow().ToUnixTimeMilliseconds();
        rig.Produce("a", 100);
        await rig.DrainAsync();
        return (from, to);
    }

    private static async Task<long> AskAsync(EngineRig rig, long from, long to)
    {
        var count = await rig.Engine!.Sinks[0].Replays.RequestAsync(from, to);
        rig.Engine.Sinks[0].Poke();
        return count;
    }

    private static long Waiting(EngineRig rig) => rig.Engine!.Snapshot()[0].Replaying;
}
