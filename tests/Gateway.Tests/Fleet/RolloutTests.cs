using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Cli;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet;
using SmartCity.Gateway.Fleet.Flash;
using SmartCity.Gateway.Fleet.Rollout;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Ingest.Support;

namespace SmartCity.Gateway.Tests.Fleet;

[TestClass]
public sealed class RolloutTests
{
    private static readonly NodeName First = new("a", "n1");
    private static readonly NodeName Second = new("a", "n2");
    private static readonly NodeName Far = new("b", "n3");

    private readonly FakeTimeProvider _time = new();
    private readonly Dictionary<NodeName, ConfigProgress> _progress = [];

    [TestMethod]
    public void One_node_then_its_site_then_all()
    {
        var rollout = Rollout();

        CollectionAssert.AreEqual(new[] { First }, Next(rollout).Send.ToArray());
        Assert.AreEqual(RolloutStep.Wait, Next(rollout));
        _progress[First] = ConfigProgress.InForce;
        CollectionAssert.AreEqual(new[] { Second }, Next(rollout).Send.ToArray());
        _progress[Second] = ConfigProgress.InForce;
        CollectionAssert.AreEqual(new[] { Far }, Next(rollout).Send.ToArray());
        _progress[Far] = ConfigProgress.InForce;
        Assert.IsTrue(Next(rollout) is { IsOver: true, Halt: null });
    }

    [TestMethod]
    public void A_node_that_does_not_come_back_or_refuses_halts_it_and_the_others_hear_nothing()
    {
        var silent = Rollout();
        Next(silent);
        _time.Advance(TimeSpan.FromSeconds(99));
        Assert.AreEqual(RolloutStep.Wait, Next(silent));
        _time.Advance(TimeSpan.FromSeconds(1));
        var halted = Next(silent);

        var refused = Rollout();
        Next(refused);
        _progress[First] = ConfigProgress.Refused;

        Assert.IsTrue(halted is { IsOver: true, Send.Count: 0, Halt: "a.n1: not back in force within 100 s" }, halted.Halt);
        Assert.IsTrue(Next(refused) is { IsOver: true, Send.Count: 0, Halt: "a.n1: it says so" });
    }

    [TestMethod]
    [DataRow(null, false, ConfigProgress.Waiting, "nothing reported")]
    [DataRow("""{"version":7,"state":"in-force"}""", false, ConfigProgress.InForce, "in-force")]
    [DataRow("""{"version":7,"state":"trial"}""", true, ConfigProgress.Waiting, "trial")]
    [DataRow("""{"version":6,"state":"in-force"}""", true, ConfigProgress.Waiting, "in-force")]
    [DataRow("""{"version":6,"state":"rolled-back","failed":7}""", true, ConfigProgress.Refused, "undone: the gateway was not reached with it")]
    [DataRow("""{"version":6,"state":"rolled-back","failed":5}""", true, ConfigProgress.Waiting, "rolled-back")]
    [DataRow("""{"version":6,"state":"rejected","results":{"pack":"pack.period is not a time","link":"ok"}}""", true, ConfigProgress.Refused, "rejected: pack.period is not a time")]
    [DataRow("""{"version":6,"state":"rejected","results":{}}""", false, ConfigProgress.Waiting, "rejected")]
    [DataRow("[", true, ConfigProgress.Waiting, "what it reports is no report")]
    public void A_report_says_how_far_a_node_is(string? reported, bool since, object progress, string text) =>
        Assert.AreEqual(new ConfigOutcome((ConfigProgress)progress, text), ConfigOutcome.Of(reported, 7, since));

    [TestMethod]
    public async Task A_virtual_node_takes_a_configuration_and_names_the_key_of_one_it_refuses()
    {
        using var state = new TempDirectory();
        await using var rig = await GatewayRig.StartAsync(configure: options =>
        {
            options.Data = state.Path;
            options.Broker.Listeners[0].Tls = new TlsOptions();
        });
        File.WriteAllText(state.At("gateway.json"), $$"""{ "site": "a", "data": ".", "broker": { "names": ["localhost"], "listeners": [{ "port": {{rig.Port}}, "tls": {} }] } }""");
        File.WriteAllText(state.At("good.json"), """{ "pack": { "period": 30 } }""");
        File.WriteAllText(state.At("bad.json"), """{ "pack": { "size": 0 } }""");
        Assert.AreEqual(ExitCode.Ok, (await RunAsync(state, "provision", "node", "ix-017", "--board", "intersection-ix1", "--out", state.At("nodes"))).Code);
        await using var node = VirtualBox.Start(state.At("nodes/ix-017"), TimeProvider.System);
        await Eventually.True(() => rig.Host.Nodes.Find("a.ix-017")?.Reported is not null);

        var taken = await RunAsync(state, "nodes", "config", "ix-017", "--all", "--file", state.At("good.json"));
        var refused = await RunAsync(state, "nodes", "config", "ix-017", "--file", state.At("bad.json"));

        Assert.AreEqual((ExitCode.Ok, ""), (taken.Code, taken.Error));
        StringAssert.Contains(taken.Output, "in force everywhere");
        Assert.AreEqual(ExitCode.Failed, refused.Code);
        StringAssert.Contains(refused.Error, "halted at stage 1: a.ix-017: rejected: pack.size");
        StringAssert.Contains((await RunAsync(state, "nodes", "config", "ix-017")).Output, "\"version\":2");
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(TempDirectory state, params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await GatewayCli.RunAsync([.. arguments, "--config", state.At("gateway.json")], output, error);
        return (code, output.ToString(), error.ToString());
    }

    private StagedRollout Rollout() => new(StagedRollout.Plan(First, [First, Second, Far]), TimeSpan.FromSeconds(100), _time);

    private RolloutStep Next(StagedRollout rollout) => rollout.Next(node => new ConfigOutcome(_progress.GetValueOrDefault(node), "it says so"));
}
