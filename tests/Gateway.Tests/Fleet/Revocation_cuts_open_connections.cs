using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet;
using SmartCity.Gateway.Fleet;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Ingest.Broker;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Gateway.Tests.Web;
using SmartCity.Wire;

namespace SmartCity.Gateway.Tests.Fleet;

/// <summary>However a revocation reaches the gateway, the node's open connection is over within a second.</summary>
[TestClass]
[TestCategory("attack")]
public sealed class Revocation_cuts_open_connections
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_revocation_nobody_tells_of_is_seen_in_the_file_at_once()
    {
        using var state = new TempDirectory();
        // Time stands still: it is the kernel who says that there is something to see.
        await using var rig = await GatewayRig.StartAsync(configure: options => options.Data = state.Path, time: new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56)));
        var closed = Closed(await rig.ConnectAsync("n1"));
        var other = await rig.ConnectAsync("n2");

        using (var elsewhere = FleetStore.Open(state.Path)) elsewhere.Nodes.Revoke("a", "n1", 1);

        await closed;
        StringAssert.Contains(await rig.Log.FirstAsync(2420), "a.n1 is revoked");
        Assert.AreEqual(MqttClientConnectResultCode.NotAuthorized, await rig.TryConnectAsync("a.n1", "a.n1", GatewayRig.Password));
        await GatewayRig.PublishAsync(other, "sc/1/a/n2/data", GatewayRig.Pack(0));
    }

    [TestMethod]
    public async Task Where_the_kernel_watches_no_files_the_next_look_sees_it()
    {
        using var state = new TempDirectory();
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        using var store = FleetStore.Open(state.Path);
        store.ChangedElsewhere();
        var seen = 0;
        await using var watch = RegistryWatch.Begin(store, null, () => Task.FromResult(Interlocked.Increment(ref seen)), time, NullLogger.Instance);
        time.Advance(RegistryWatch.LookEvery);
        Assert.AreEqual(0, seen);
        using (var elsewhere = FleetStore.Open(state.Path)) elsewhere.Nodes.Revoke("a", "n1", 1);

        time.Advance(RegistryWatch.LookEvery);

        await Eventually.True(() => Volatile.Read(ref seen) == 1);
    }

    [TestMethod]
    public async Task A_look_that_fails_is_told_once_and_the_next_one_comes()
    {
        using var store = FleetStore.OpenInMemory();
        using var log = new LogBook();
        var time = new FakeTimeProvider();
        var calls = 0;
        await using var watch = RegistryWatch.Begin(store, null, () => ++calls < 3 ? throw new InvalidOperationException("that row") : Task.CompletedTask, time, log.CreateLogger("fleet"));
        for (var look = 1; look <= 3; look++)
        {
            time.Advance(RegistryWatch.LookEvery);
            await Eventually.True(() => Volatile.Read(ref calls) == look);
        }

        StringAssert.Contains(log.Of(2422).Single(), "that row");
    }

    [TestMethod]
    public void A_look_and_the_patience_with_a_deaf_node_are_less_than_a_second_together() =>
        Assert.IsLessThan(TimeSpan.FromSeconds(1), RegistryWatch.LookEvery + TransportGuard.GraceBeforeCut);

    [TestMethod]
    public async Task Another_process_revokes_and_the_connection_ends()
    {
        using var state = new TempDirectory();
        await using var rig = await GatewayRig.StartAsync(configure: options => options.Data = state.Path);
        var file = state.At("gateway.json");
        await File.WriteAllTextAsync(file, """{ "site": "a", "data": ".", "nodes": [ { "node": "n1", "password": "not-a-secret-1" } ] }""");

        // First through the gateway's socket; then with that out of reach, through the file alone.
        foreach (var (node, heard) in new[] { ("n1", true), ("n2", false) })
        {
            rig.Host.Fleet.Store.Nodes.Describe(new FleetNode { Site = "a", Node = node });
            var closed = Closed(await rig.ConnectAsync(node));
            if (!heard) File.Delete(FleetControl.PathIn(state.Path));
            var revoking = RevokeAsync(file, node);
            await Eventually.True(() => rig.Host.Fleet.Store.Nodes.Find("a", node)?.RevokedMs is not null);
            var written = Stopwatch.GetTimestamp();
            await closed;
            TestContext.WriteLine($"{node}: its connection was over {Stopwatch.GetElapsedTime(written).TotalMilliseconds:F0} ms after the row was written ({(heard ? "socket" : "file alone")})");
            StringAssert.Contains(await revoking, heard ? "a.n1 is revoked and disconnected" : "one that runs cuts it off within a second");
            Assert.AreEqual(MqttClientConnectResultCode.NotAuthorized, await rig.TryConnectAsync($"a.{node}", $"a.{node}", GatewayRig.Password));
        }
    }

    [TestMethod]
    public async Task The_API_revokes_for_who_may_operate()
    {
        await using var rig = await WebRig.StartAsync();
        using var node = new MqttClientFactory().CreateMqttClient();
        await node.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", rig.Host.Endpoints[0].Port).WithClientId("a.n1").WithCredentials("a.n1", WebRig.Password).Build());
        var closed = Closed(node);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await WebRig.PostAsync(await rig.LoginAsync("wang"), "/api/v1/nodes/a/n1/revoke", "")).StatusCode);
        Assert.IsTrue(node.IsConnected);
        var browser = await rig.LoginAsync();
        Assert.AreEqual(HttpStatusCode.NotFound, (await WebRig.PostAsync(browser, "/api/v1/nodes/a/n9/revoke", "")).StatusCode);

        var began = Stopwatch.GetTimestamp();
        Assert.AreEqual(HttpStatusCode.NoContent, (await WebRig.PostAsync(browser, "/api/v1/nodes/a/n1/revoke", "")).StatusCode);
        await closed;

        TestContext.WriteLine($"its connection was over {Stopwatch.GetElapsedTime(began).TotalMilliseconds:F0} ms after the request");
        StringAssert.Contains(rig.Log.Of(2208).Single(), "li revokes a/n1");
        Assert.IsNotNull(rig.Host.Fleet.Store.Nodes.Find("a", "n1")!.RevokedMs);
    }

    [TestMethod]
    public async Task A_connection_under_way_when_its_node_is_revoked_is_refused()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var rig = await GatewayRig.StartAsync(time: time);
        var first = await rig.ConnectAsync("n1");
        rig.Journal.Hold();
        _ = GatewayRig.PublishAsync(first, "sc/1/a/n1/data", GatewayRig.Pack(0)).ContinueWith(_ => { }, TaskScheduler.Default);
        await Eventually.True(() => rig.Journal.Waiting == 1);
        var second = rig.TryConnectAsync("a.n1", "a.n1", GatewayRig.Password);
        await Eventually.True(() => rig.Host.Broker.Connections == 2);
        rig.Host.Fleet.Store.Nodes.Revoke("a", "n1", 1);
        var revoked = rig.Host.Fleet.ApplyAsync("a", "n1");

        // Time stands still: nobody's patience ends, each waits for the other's end itself.
        rig.Journal.Release();
        await revoked;

        Assert.AreEqual(MqttClientConnectResultCode.NotAuthorized, await second);
        StringAssert.Contains(await rig.Log.FirstAsync(1010), "a.n1");
        await Eventually.True(() => rig.Host.Broker.Connections == 0);
        Assert.AreEqual(SendResult.NotConnected, await rig.Host.Broker.SendAsync("a", "n1", TopicKind.Command, "{}"u8.ToArray(), default));
    }

    private static Task Closed(IMqttClient node)
    {
        var closed = new TaskCompletionSource();
        node.DisconnectedAsync += _ => Task.FromResult(closed.TrySetResult());
        return closed.Task;
    }

    private static async Task<string> RevokeAsync(string config, string node)
    {
        var (code, output) = await Tool.RunAsync("dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "smartcity-gateway.dll"), "nodes", "revoke", node, "--config", config);
        Assert.AreEqual(0, code, output);
        return output;
    }
}
