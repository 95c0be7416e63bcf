using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Keys;
using SmartCity.Gateway.Tests.Forward.Engine;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Tests.Forward.Conformance;

/// <summary>
/// What every sink must show, whatever it speaks: each pack at the receiver once after its filter by key, in order for
/// each node and stream, through everything that goes wrong.
/// </summary>
public abstract class SinkConformance
{
    private readonly string[] _nodes = ["a", "b", "c"];

    private protected abstract ITestReceiver NewReceiver();

    [TestMethod, TestCategory("conformance")]
    public async Task An_outage_in_the_middle()
    {
        using var receiver = NewReceiver();
        var sink = new CountingSink(receiver.Connect());
        await using var rig = await StartAsync(sink);
        await ProduceAsync(rig, 5);
        receiver.Unplug();
        await ProduceAsync(rig, 20);
        await rig.UntilAsync(() => rig.Engine!.Snapshot()[0].Failures > 2);
        receiver.Plug();
        await ProduceAsync(rig, 5);
        await FinishAsync(rig, receiver);

        // Nine hundred packs and more of 20 bytes at least: a sink that does not say what it writes could not be capped.
        Assert.IsGreaterThan(900 * 20, sink.SentBytes);
    }

    [TestMethod, TestCategory("conformance")]
    public async Task A_receiver_killed_and_restarted()
    {
        using var receiver = NewReceiver();
        await using var rig = await StartAsync(receiver);
        for (var i = 0; i < 3; i++)
        {
            await ProduceAsync(rig, 5);
            receiver.KillAndRestart();
        }

        await FinishAsync(rig, receiver);
    }

    [TestMethod, TestCategory("conformance")]
    public async Task Acknowledgements_lost()
    {
        using var receiver = NewReceiver();
        receiver.LoseAcknowledgements(every: 37);
        await using var rig = await StartAsync(receiver);
        await ProduceAsync(rig, 20);
        await rig.UntilAsync(() => rig.Engine!.Snapshot()[0].Failures > 2);
        receiver.LoseAcknowledgements(every: 0);
        await FinishAsync(rig, receiver);
    }

    [TestMethod, TestCategory("conformance")]
    public async Task Acknowledgements_said_twice()
    {
        using var receiver = NewReceiver();
        receiver.RepeatAcknowledgements();
        await using var rig = await StartAsync(receiver);
        await ProduceAsync(rig, 10);
        await FinishAsync(rig, receiver);
    }

    [TestMethod, TestCategory("conformance")]
    public async Task A_slow_receiver()
    {
        using var receiver = NewReceiver();
        await using var rig = await StartAsync(receiver);
        for (var i = 0; i < 3; i++)
        {
            var release = receiver.Stall();
            await ProduceAsync(rig, 5);
            release();
        }

        await FinishAsync(rig, receiver);
    }

    [TestMethod, TestCategory("conformance")]
    public async Task A_pack_refused_for_good()
    {
        using var receiver = NewReceiver();
        receiver.Refuse(seq => seq % 50 == 7);
        await using var rig = await StartAsync(receiver);
        await ProduceAsync(rig, 10);
        await rig.DrainAsync();
        var letters = rig.Engine!.Sinks[0].DeadLetters.List().Select(letter => letter.Key!).ToHashSet();
        Assert.AreEqual(3 * 2, letters.Count);
        Assert.IsTrue(letters.All(key => key.EndsWith("/7", StringComparison.Ordinal) || key.EndsWith("/57", StringComparison.Ordinal)));
        Check(receiver, [.. rig.Produced().Except(letters)]);

        receiver.Refuse(_ => false);
        rig.Engine!.Sinks[0].DeadLetters.RequestReplay();
        rig.Engine.Poke();
        await rig.UntilAsync(() => rig.Engine.Snapshot()[0].DeadLetters == 0);
        Assert.IsTrue(rig.Produced().SetEquals(receiver.Arrivals.Select(arrival => arrival.Key)));
    }

    [TestMethod, TestCategory("conformance")]
    public async Task The_gateway_killed_and_restarted()
    {
        using var receiver = NewReceiver();
        await using var rig = await StartAsync(receiver);
        for (var i = 0; i < 3; i++)
        {
            await ProduceAsync(rig, 5);
            await rig.StopAsync();

            // What was acknowledged since the journal's last commit is forgotten and sent once more.
            rig.Journal.Crash();
            await rig.StartAsync(receiver.Connect());
        }

        await FinishAsync(rig, receiver);
    }

    [TestMethod, TestCategory("conformance")]
    public async Task Losses_and_windows_go_with_the_packs_and_only_to_the_sink_they_concern()
    {
        using var receiver = NewReceiver();
        await using var rig = await StartAsync(receiver);
        await ProduceAsync(rig, 1);
        var sink = rig.Engine!.Sinks[0].Name;
        rig.Journal.Append(Notes.Loss("a", LossCause.Dropped));
        rig.Journal.Append(Notes.Loss("b", LossCause.Evicted, sink, "another"));
        rig.Journal.Append(Notes.Loss("c", LossCause.Evicted, "another"));
        rig.Journal.Append(Notes.Windows("c", source: 1));
        rig.Journal.Append(Notes.Windows("b", source: 2, "another"));
        await ProduceAsync(rig, 1);
        await FinishAsync(rig, receiver);
        Assert.AreEqual(0, rig.Engine.Sinks[0].DeadLetters.Count);
        if (receiver.Notes is { } notes) Assert.AreEqual("dropped site/a|evicted site/b|window site/c", string.Join('|', notes.Distinct().Order(StringComparer.Ordinal)));
    }

    [TestMethod, TestCategory("conformance")]
    public async Task All_of_it_at_once()
    {
        using var receiver = NewReceiver();
        receiver.LoseAcknowledgements(every: 61);
        await using var rig = await StartAsync(receiver);
        for (var i = 0; i < 4; i++)
        {
            await ProduceAsync(rig, 4);
            receiver.Unplug();
            await ProduceAsync(rig, 4);
            await rig.StopAsync();
            rig.Journal.Crash();
            await rig.StartAsync(receiver.Connect());
            receiver.Plug();
            receiver.KillAndRestart();
        }

        receiver.LoseAcknowledgements(every: 0);
        await FinishAsync(rig, receiver);
    }

    private static Task<EngineRig> StartAsync(ITestReceiver receiver) => StartAsync(receiver.Connect());

    private static async Task<EngineRig> StartAsync(ISink sink)
    {
        var rig = new EngineRig();
        rig.Tuning.TimeoutSeconds = 3600;
        await rig.StartAsync(sink);
        return rig;
    }

    private async Task ProduceAsync(EngineRig rig, int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            foreach (var node in _nodes) rig.Produce(node, 10);
            rig.Produce(_nodes[i % _nodes.Length], 1, isEvent: true);
            var step = 0;
            await rig.UntilAsync(() => step++ > 3, stepMs: 100);
        }
    }

    private static async Task FinishAsync(EngineRig rig, ITestReceiver receiver)
    {
        await rig.DrainAsync();
        Check(receiver, rig.Produced());
    }

    private static void Check(ITestReceiver receiver, HashSet<string> expected)
    {
        var filter = new KeyFilter();
        var arrivals = receiver.Arrivals;
        var once = arrivals.Where(arrival => filter.Accept("site", arrival.Node, arrival.Boot, arrival.Seq)).ToArray();
        Assert.IsTrue(expected.SetEquals(once.Select(arrival => arrival.Key)), "received set is produced set");
        ForwardEngineTests.AssertOrderPerNode(once);
        if (!receiver.MayRepeat) Assert.AreEqual(once.Length, arrivals.Count, "no key twice");
    }
}
