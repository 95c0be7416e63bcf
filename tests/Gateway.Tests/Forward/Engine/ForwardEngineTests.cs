using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Forward.Engine;

[TestClass]
public sealed class ForwardEngineTests
{
    [TestMethod]
    public async Task Everything_in_the_journal_arrives_once_and_in_order()
    {
        await using var rig = new EngineRig();
        var sink = new ScriptedSink("city");
        rig.Produce("a", 1000);
        await rig.StartAsync(sink);
        rig.Produce("a", 1000);
        await rig.DrainAsync();

        CollectionAssert.AreEqual(Enumerable.Range(0, 2000).Select(seq => (uint)seq).ToArray(), sink.Arrivals.Select(arrival => arrival.Seq).ToArray());
        var snapshot = rig.Engine!.Snapshot().Single();
        Assert.AreEqual(2000, snapshot.ForwardedPacks);
        Assert.AreEqual(2000 * Packs.ReadingsEach, snapshot.ForwardedReadings);
        Assert.AreEqual(SinkState.Up, snapshot.State);
        Assert.IsGreaterThanOrEqualTo(1000, snapshot.BacklogPeakPacks);
    }

    [TestMethod]
    public async Task After_an_outage_new_packs_go_first_and_the_backlog_follows_marked_historical()
    {
        await using var rig = new EngineRig();
        var sink = new ScriptedSink("city", _ => SendOutcome.Temporary("unplugged", TimeSpan.FromHours(1)));
        rig.Produce("a", 5000);
        await rig.StartAsync(sink);
        await rig.UntilAsync(() => rig.Engine!.Snapshot()[0].Failures > 0);
        Assert.AreEqual(SinkState.Down, rig.Engine!.Snapshot()[0].State);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        rig.Produce("a", 100);
        rig.Produce("a", 1, isEvent: true);

        sink.Script = _ => SendOutcome.Delivered;
        rig.Engine!.Poke();
        await rig.DrainAsync();

        Assert.IsTrue(sink.Arrivals[0].IsEvent);
        CollectionAssert.AreEqual(
            Enumerable.Range(5000, 100).ToArray(), sink.Arrivals.Skip(1).Take(100).Select(arrival => (int)arrival.Seq).ToArray());
        Assert.IsTrue(sink.Arrivals.Where(arrival => !arrival.IsEvent).All(arrival => arrival.Historical == arrival.Seq < 5000));
        var backlog = sink.Arrivals.Where(arrival => arrival.Historical).Select(arrival => (int)arrival.Seq).ToArray();
        CollectionAssert.AreEqual(Enumerable.Range(0, 5000).ToArray(), backlog);
        Assert.AreEqual(5101, sink.Arrivals.Count);
    }

    [TestMethod]
    public async Task What_a_failed_batch_left_open_is_sent_next_and_nothing_else_twice()
    {
        await using var rig = new EngineRig();
        var random = new Random(7);
        var sink = new ScriptedSink("city", batch =>
        {
            if (random.Next(3) == 0) return SendOutcome.Delivered;
            var until = random.Next(batch.Count + 1);
            for (var i = 0; i < until; i++) batch.Accept(i);
            return SendOutcome.Temporary("cut");
        });
        await rig.StartAsync(sink);
        for (var round = 0; round < 20; round++)
        {
            rig.Produce("a", 50);
            rig.Produce("b", 50);
            rig.Time.Advance(TimeSpan.FromSeconds(round % 7));
        }

        await rig.DrainAsync();

        Assert.AreEqual(2000, sink.Arrivals.Count);
        Assert.IsTrue(rig.Produced().SetEquals(sink.Arrivals.Select(arrival => arrival.Key)));
        AssertOrderPerNode(sink.Arrivals);
    }

    [TestMethod]
    public async Task A_refused_pack_goes_to_the_dead_letters_with_its_reason_and_can_be_replayed()
    {
        await using var rig = new EngineRig();
        var sink = new ScriptedSink("city", batch =>
        {
            for (var i = 0; i < batch.Count; i++)
            {
                if (batch[i].Pack.Seq == 7) batch.Refuse(i, "no such channel");
            }

            return SendOutcome.Delivered;
        });
        rig.Produce("a", 20);
        await rig.StartAsync(sink);
        await rig.DrainAsync();

        Assert.AreEqual(19, sink.Arrivals.Count);
        var letter = rig.Engine!.Sinks[0].DeadLetters.List().Single();
        Assert.AreEqual("site/a/1/7", letter.Key);
        Assert.AreEqual("no such channel", letter.Reason);

        sink.Script = _ => SendOutcome.Delivered;
        rig.Engine.Sinks[0].DeadLetters.RequestReplay();
        rig.Engine.Poke();
        await rig.UntilAsync(() => rig.Engine.Snapshot()[0].DeadLetters == 0);
        Assert.AreEqual(new Arrival("a", 1, 7, true, false), sink.Arrivals[^1]);
    }

    [TestMethod]
    public async Task A_batch_refused_as_a_whole_is_halved_until_the_culprit_stands_alone()
    {
        await using var rig = new EngineRig();
        var sink = new ScriptedSink("city", batch =>
            batch.Records.ToArray().Any(record => record.Pack.Seq is 100 or 333) ? SendOutcome.Permanent("400 Bad Request") : SendOutcome.Delivered);
        rig.Produce("a", 500);
        await rig.StartAsync(sink);
        await rig.DrainAsync();

        Assert.AreEqual(498, sink.Arrivals.Count);
        Assert.AreEqual("site/a/1/100 site/a/1/333", string.Join(' ', rig.Engine!.Sinks[0].DeadLetters.List().Select(letter => letter.Key)));
        AssertOrderPerNode(sink.Arrivals);
    }

    [TestMethod]
    public async Task A_record_that_is_no_pack_goes_to_the_dead_letters_and_holds_nobody_up()
    {
        await using var rig = new EngineRig();
        rig.Produce("a", 3);
        await rig.Journal.AppendAsync(Lane.Data, 1, "garbage"u8);
        await rig.Journal.AppendAsync(Lane.Event, 99, "what is this"u8);
        rig.Produce("a", 3);
        var sink = new ScriptedSink("city");
        await rig.StartAsync(sink);
        await rig.DrainAsync();

        Assert.AreEqual(6, sink.Arrivals.Count);
        var letters = rig.Engine!.Sinks[0].DeadLetters.List();
        Assert.HasCount(2, letters);
        Assert.IsTrue(letters.Any(letter => letter.Payload.AsSpan().SequenceEqual("what is this"u8)));
    }

    [TestMethod]
    public async Task When_the_dead_letters_are_full_the_sink_stands_still_and_loses_nothing()
    {
        await using var rig = new EngineRig();
        rig.Tuning.DeadLetterMegabytes = 0;
        var sink = new ScriptedSink("city", _ => SendOutcome.Permanent("never"));
        rig.Produce("a", 1);
        await rig.StartAsync(sink);
        await rig.UntilAsync(() => rig.Engine!.Snapshot()[0].Failures > 5);

        var snapshot = rig.Engine!.Snapshot()[0];
        Assert.AreEqual(1, snapshot.BacklogPacks);
        Assert.Contains("full", snapshot.LastError!);
    }

    [TestMethod]
    public async Task A_dead_sink_and_a_hanging_one_cost_a_third_nothing()
    {
        await using var rig = new EngineRig();
        var dead = new ScriptedSink("dead", _ => SendOutcome.Final("credentials refused"));
        var hanging = new ScriptedSink("hanging") { Gate = new TaskCompletionSource() };
        var well = new ScriptedSink("well");
        await rig.StartAsync(dead, hanging, well);
        rig.Produce("a", 3000);
        await rig.UntilAsync(() => well.Arrivals.Count == 3000);

        var snapshots = rig.Engine!.Snapshot();
        Assert.AreEqual(SinkState.Blocked, snapshots[0].State);
        Assert.AreEqual(3000, snapshots[0].BacklogPacks);
        Assert.AreEqual(3000, snapshots[1].BacklogPacks);
        Assert.AreEqual(0, snapshots[2].BacklogPacks);
    }

    [TestMethod]
    public async Task A_sink_that_throws_is_tried_again()
    {
        await using var rig = new EngineRig();
        var calls = 0;
        var sink = new ScriptedSink("city", _ => ++calls < 3 ? throw new InvalidOperationException("a fault of its own") : SendOutcome.Delivered);
        rig.Produce("a", 10);
        await rig.StartAsync(sink);
        await rig.DrainAsync();
        Assert.AreEqual(10, sink.Arrivals.Count);
    }

    [TestMethod]
    public async Task A_new_engine_goes_on_where_the_old_one_stopped()
    {
        await using var rig = new EngineRig();
        var first = new ScriptedSink("city");
        rig.Produce("a", 700);
        await rig.StartAsync(first);
        await rig.UntilAsync(() => first.Arrivals.Count > 0);
        await rig.StopAsync();
        rig.Journal.Crash();

        var second = new ScriptedSink("city");
        rig.Produce("a", 700);
        await rig.StartAsync(second);
        await rig.DrainAsync();
        Assert.IsTrue(rig.Produced().SetEquals(first.Arrivals.Concat(second.Arrivals).Select(arrival => arrival.Key)));
        Assert.AreEqual(1400, first.Arrivals.Count + second.Arrivals.Count);
    }

    [TestMethod]
    public async Task Packs_that_eviction_took_are_passed_over()
    {
        await using var rig = new EngineRig();
        var sink = new ScriptedSink("city", _ => SendOutcome.Temporary("unplugged", TimeSpan.FromHours(1)));
        rig.Produce("a", 1000);
        await rig.StartAsync(sink);
        await rig.UntilAsync(() => rig.Engine!.Snapshot()[0].Failures > 0);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        rig.Journal.Evict(Lane.Data, 600);
        rig.Produce("a", 10);
        sink.Script = _ => SendOutcome.Delivered;
        rig.Engine!.Poke();
        await rig.DrainAsync();

        var seqs = sink.Arrivals.Select(arrival => arrival.Seq).Order().ToArray();
        Assert.AreEqual(1009u, seqs[^1]);
        Assert.IsTrue(Enumerable.Range(600, 410).All(seq => Array.BinarySearch(seqs, (uint)seq) >= 0));
        Assert.AreEqual(seqs.Length, seqs.Distinct().Count());
    }

    [TestMethod]
    public async Task A_sink_taken_out_of_the_configuration_holds_nothing_back()
    {
        await using var rig = new EngineRig();
        await rig.StartAsync(new ScriptedSink("old"), new ScriptedSink("kept"));
        await rig.StopAsync();
        await rig.StartAsync(new ScriptedSink("kept"));
        Assert.AreEqual("sink/kept", rig.Journal.CursorNames.Single());
    }

    internal static void AssertOrderPerNode(IEnumerable<Arrival> arrivals)
    {
        var last = new Dictionary<(string, uint, bool), uint>();
        foreach (var arrival in arrivals)
        {
            var stream = (arrival.Node, arrival.Boot, arrival.Historical);
            if (last.TryGetValue(stream, out var before)) Assert.IsGreaterThan(before, arrival.Seq, $"{arrival} after {before}");
            last[stream] = arrival.Seq;
        }
    }
}
