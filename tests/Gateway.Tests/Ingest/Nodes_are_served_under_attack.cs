using System.Diagnostics;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Ingest.Support;

namespace SmartCity.Gateway.Tests.Ingest;

/// <summary>
/// While somebody attacks, every publish of a node is acknowledged and memory stays bounded. With SMARTCITY_LONG=1 at full
/// strength, and the acknowledgements' p99 stays within three times its idle value.
/// </summary>
[TestClass]
[DoNotParallelize]
[TestCategory("attack")]
public sealed class Nodes_are_served_under_attack
{
    private const double Bound = 3;
    private const long MaxGrowth = 96L << 20;

    private static readonly bool Long = Environment.GetEnvironmentVariable("SMARTCITY_LONG") == "1";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public Task Silent_connections() => UnderAsync((attacker, stop) => attacker.HoldAsync(Of(2_000), begin: false, stop));

    [TestMethod]
    public Task Connects_that_never_end() => UnderAsync((attacker, stop) => attacker.HoldAsync(Of(2_000), begin: true, stop));

    [TestMethod]
    public Task Malformed_packets() => UnderAsync((attacker, stop) => attacker.RubbishAsync(Of(100_000), 1, stop));

    [TestMethod]
    public Task Wrong_passwords() => UnderAsync(async (attacker, stop) =>
    {
        var (answered, letIn) = await attacker.GuessAsync("a.n2", Of(10_000), stop);
        Assert.AreEqual(0, letIn);
        Assert.IsGreaterThan(0, answered);
    });

    private static int Of(int full) => Long ? full : full / 20;

    private async Task UnderAsync(Func<Attacker, CancellationToken, Task> attack)
    {
        using var state = new TempDirectory();
        await using var rig = await GatewayRig.StartOnDiskAsync(state.Path);
        using var attacker = new Attacker("127.0.0.2", rig.Port);
        using var stop = new CancellationTokenSource();
        var node = await rig.ConnectAsync("n1");
        var seq = 0u;
        var idle = new List<double>();
        for (var i = 0; i < (Long ? 1_000 : 50); i++) idle.Add(await PublishAsync(node, seq++));
        var before = GC.GetTotalMemory(forceFullCollection: true);

        // The node publishes for as long as the attack goes on, and often enough for a p99.
        var attacking = Task.Run(() => attack(attacker, stop.Token), stop.Token);
        var busy = new List<double>();
        while (!attacking.IsCompleted || busy.Count < idle.Count) busy.Add(await PublishAsync(node, seq++));
        await attacking;

        Assert.IsTrue((await rig.ConnectAsync("n3")).IsConnected, "another node comes in meanwhile");
        Assert.AreEqual(seq, rig.Host.Counters.JournaledPacks, "each acknowledged pack is journaled, once");
        Assert.IsLessThan(MaxGrowth, GC.GetTotalMemory(forceFullCollection: true) - before);
        var (calm, stormy) = (P99(idle), P99(busy));
        TestContext.WriteLine($"p99 of the acknowledgement: {calm:F1} ms idle, {stormy:F1} ms under attack ({busy.Count} publishes), {rig.Host.Counters.Refused} refusals");
        if (Long) Assert.IsLessThanOrEqualTo(Bound * calm, stormy);
    }

    private static async Task<double> PublishAsync(IMqttClient node, uint seq)
    {
        var began = Stopwatch.GetTimestamp();
        var result = await GatewayRig.PublishAsync(node, "sc/1/a/n1/data", GatewayRig.Pack(seq));
        Assert.IsTrue(result.IsSuccess);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double P99(List<double> times)
    {
        times.Sort();
        return times[(int)(times.Count * 0.99)];
    }
}
