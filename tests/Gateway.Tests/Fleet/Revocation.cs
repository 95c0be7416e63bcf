using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet;
using SmartCity.Gateway.Cli;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Fleet;

[TestClass]
[TestCategory("attack")]
public sealed class Revocation
{
    [TestMethod]
    public async Task The_command_line_revokes_a_node_whose_open_connection_ends_and_that_does_not_come_back()
    {
        using var state = new TempDirectory();
        await using var rig = await GatewayRig.StartAsync(configure: options => options.Data = state.Path);
        var secret = await ProvisionAsync(rig, "n9");
        Assert.AreEqual(MqttClientConnectResultCode.Success, await rig.TryConnectAsync("a.n9", "a.n9", secret));
        var node = await rig.ConnectAsync("n1");
        var closed = new TaskCompletionSource();
        node.DisconnectedAsync += _ => Task.FromResult(closed.TrySetResult());
        var file = Configuration(state);

        foreach (var name in new[] { "n1", "a/n9" })
        {
            var (code, output, error) = await RunAsync("nodes", "revoke", name, "--config", file);
            Assert.AreEqual((ExitCode.Ok, ""), (code, error), output);
            StringAssert.Contains(output, "is revoked and disconnected");
        }

        await closed.Task;
        Assert.AreEqual(MqttClientConnectResultCode.NotAuthorized, await rig.TryConnectAsync("a.n1", "a.n1", GatewayRig.Password), "though the configuration names it");
        Assert.AreEqual(MqttClientConnectResultCode.NotAuthorized, await rig.TryConnectAsync("a.n9", "a.n9", secret));
        Assert.IsTrue(rig.Log.Of(1010).Any(line => line.Contains("a.n9", StringComparison.Ordinal) && line.Contains("Revoked", StringComparison.Ordinal)));
        var (_, table, _) = await RunAsync("nodes", "list", "--config", file);
        Assert.HasCount(2, table.Split('\n').Where(line => line.Contains("revoked", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_node_that_does_not_listen_is_cut_off_all_the_same()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var rig = await GatewayRig.StartAsync(time: time);
        await using var stream = await rig.OpenAsync();
        await stream.WriteAsync(RawMqtt.Connect("a.n1", GatewayRig.Password));
        await Eventually.True(() => rig.Host.Nodes.Find("a.n1")?.Connected == true);
        rig.Host.Fleet.Store.Nodes.Revoke("a", "n1", 1);

        var revoked = rig.Host.Fleet.ApplyAsync("a", "n1");
        await Eventually.True(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            return revoked.IsCompleted;
        });

        await revoked;
        await Eventually.True(() => rig.Host.Nodes.Find("a.n1")?.Connected == false);
    }

    [TestMethod]
    public async Task A_replaced_secret_ends_the_connection_of_the_one_before()
    {
        await using var rig = await GatewayRig.StartAsync();
        var first = await ProvisionAsync(rig, "n9");
        Assert.AreEqual(MqttClientConnectResultCode.Success, await rig.TryConnectAsync("a.n9", "a.n9", first));
        Assert.IsTrue(rig.Host.Nodes.Find("a.n9")!.Connected);

        var second = await ProvisionAsync(rig, "n9");

        await Eventually.True(() => !rig.Host.Nodes.Find("a.n9")!.Connected);
        Assert.AreEqual(MqttClientConnectResultCode.BadUserNameOrPassword, await rig.TryConnectAsync("a.n9", "a.n9", first));
        Assert.AreEqual(MqttClientConnectResultCode.Success, await rig.TryConnectAsync("a.n9", "a.n9", second));
    }

    [TestMethod]
    public async Task What_a_node_tells_is_in_the_registry_and_its_desired_configuration_waits_for_it()
    {
        using var state = new TempDirectory();
        const string Desired = """{"version":3,"profile":"x"}""";
        await using (var rig = await GatewayRig.StartAsync(configure: options => options.Data = state.Path))
        {
            rig.Host.Fleet.Store.Nodes.Desire("a", "n1", 3, Desired);
            var node = await rig.ConnectAsync("n1");
            await GatewayRig.PublishAsync(node, "sc/1/a/n1/status", """{"state":"birth","boot":7,"supplyMv":3712,"firmware":"1.4.0"}""", retain: true);
        }

        await using var next = await GatewayRig.StartAsync(configure: options => options.Data = state.Path);
        var row = next.Host.Fleet.Store.Nodes.Find("a", "n1")!;
        var told = new TaskCompletionSource<string>();
        var again = await next.ConnectAsync("n1");
        again.ApplicationMessageReceivedAsync += message => Task.FromResult(told.TrySetResult(message.ApplicationMessage.ConvertPayloadToString()));
        await again.SubscribeAsync("sc/1/a/n1/config");

        Assert.AreEqual((7L, 3.712, "1.4.0"), (row.Report.Boot, row.Report.Battery, row.Report.Firmware));
        Assert.AreEqual(Desired, await told.Task);
    }

    private static async Task<string> ProvisionAsync(GatewayRig rig, string node)
    {
        var secret = NodeSecret.Create();
        rig.Host.Fleet.Store.Nodes.Describe(new FleetNode { Site = "a", Node = node });
        rig.Host.Fleet.Store.Nodes.Admit(new FleetNode { Site = "a", Node = node }, NodeSecret.Hash(secret), null, 1);
        await rig.Host.Fleet.ApplyAsync("a", node);
        return secret;
    }

    private static string Configuration(TempDirectory state)
    {
        var file = state.At("gateway.json");
        File.WriteAllText(file, """{ "site": "a", "data": ".", "nodes": [ { "node": "n1", "password": "not-a-secret-1" } ] }""");
        return file;
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await GatewayCli.RunAsync(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
