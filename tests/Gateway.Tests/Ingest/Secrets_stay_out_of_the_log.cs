using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Ingest.Support;

namespace SmartCity.Gateway.Tests.Ingest;

/// <summary>Secrets planted wherever the gateway takes one are looked for in all it writes about itself.</summary>
[TestClass]
[TestCategory("attack")]
public sealed class Secrets_stay_out_of_the_log
{
    private const string Configured = "planted-configured-password";
    private const string Wrong = "planted-wrong-password";

    [TestMethod]
    public async Task Neither_right_nor_wrong_passwords_nor_secrets_nor_keys_are_logged_or_stored_in_the_open()
    {
        using var state = new TempDirectory();
        var secret = NodeSecret.Create();
        string lines;
        await using (var rig = await GatewayRig.StartAsync(configure: options =>
        {
            options.Data = state.Path;
            options.Nodes.Add(new NodeOptions { Node = "n8", Password = Configured });
            options.Broker.Listeners.Add(new ListenerOptions { Port = 0, Tls = new TlsOptions() });
        }))
        {
            rig.Host.Fleet.Store.Nodes.Describe(new FleetNode { Site = "a", Node = "n9" });
            rig.Host.Fleet.Store.Nodes.Admit(new FleetNode { Site = "a", Node = "n9" }, NodeSecret.Hash(secret), null, 1);
            await rig.Host.Fleet.ApplyAsync("a", "n9");
            await rig.TryConnectAsync("a.n8", "a.n8", Configured);
            await rig.TryConnectAsync("a.n9", "a.n9", secret);
            await rig.TryConnectAsync("a.n9", "a.n9", Wrong);
            await rig.TryConnectAsync("a.nobody", "a.nobody", Wrong);
            await GatewayRig.PublishAsync(await rig.ConnectAsync("n1"), "sc/1/a/n1/data", $$"""[{"n":"{{Wrong}}"}]""");
            rig.Host.Fleet.Store.Nodes.Revoke("a", "n9", 1);
            await rig.Host.Fleet.ApplyAsync("a", "n9");
            await rig.TryConnectAsync("a.n9", "a.n9", secret);
            lines = string.Join('\n', rig.Log.Lines);
        }

        var key = (await File.ReadAllLinesAsync(state.At("tls/server.key")))[1];
        foreach (var planted in new[] { Configured, Wrong, secret, key }) Assert.DoesNotContain(planted, lines);
        foreach (var file in Directory.EnumerateFiles(state.Path, "*", SearchOption.AllDirectories))
        {
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            foreach (var planted in new[] { Configured, Wrong, secret }) Assert.DoesNotContain(planted, text, file);
        }
    }
}
