using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Gateway.Tls;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Tls;

/// <summary>The certificate the gateway made for itself, seen by programs nobody here has written.</summary>
[TestClass]
public sealed class Nodes_connect_over_TLS
{
    [TestMethod]
    [DataRow("-tls1_2", "ECDHE-ECDSA-AES128-GCM-SHA256")]
    [DataRow("-tls1_2", "ECDHE-ECDSA-AES256-GCM-SHA384")]
    public async Task OpenSSL_verifies_the_certificate_over_suites_that_an_ESP32_has(string version, string suite)
    {
        using var state = new TempDirectory();
        await using var rig = await StartAsync(state);

        var (code, output) = await ClientAsync(rig, state, version, "-cipher", suite, "-verify_hostname", "localhost");

        Assert.AreEqual(0, code, output);
        StringAssert.Contains(output, "Verification: OK");
        StringAssert.Contains(output, suite);
        StringAssert.Contains(output, "Server public key is 256 bit");
    }

    [TestMethod]
    public async Task TLS_1_1_is_refused_and_TLS_1_3_taken()
    {
        using var state = new TempDirectory();
        await using var rig = await StartAsync(state);

        Assert.AreNotEqual(0, (await ClientAsync(rig, state, "-tls1_1")).Code);
        StringAssert.Contains((await ClientAsync(rig, state, "-tls1_3")).Output, "TLSv1.3");
    }

    [TestMethod]
    public async Task Mosquitto_publishes_with_the_authority_and_not_without()
    {
        using var state = new TempDirectory();
        await using var rig = await StartAsync(state);
        string[] pack = ["-i", "a.n1", "-u", "a.n1", "-P", GatewayRig.Password, "-q", "1", "-t", "sc/1/a/n1/data", "-m", GatewayRig.Pack(0)];
        using var stranger = new TempDirectory();
        using var other = GatewayAuthority.Open(stranger.Path, "other", TimeProvider.System.GetUtcNow());

        var trusted = await Mosquitto.PublishAsync(rig.Port, [.. pack, "--cafile", state.At("tls/ca.pem")]);
        var strange = await Mosquitto.PublishAsync(rig.Port, [.. pack, "--cafile", stranger.At("tls/ca.pem")]);

        Assert.AreEqual((0, ""), trusted);
        Assert.AreNotEqual(0, strange.Code);
        Assert.AreEqual(1, rig.Journal.End(Lane.Data));
    }

    [TestMethod]
    public async Task A_node_may_show_a_certificate_in_place_of_its_password()
    {
        using var state = new TempDirectory();
        await using var rig = await StartAsync(state);
        using var own = Certificate(rig.Host.Certificate!.Authority, "a.n1");
        using var others = Certificate(rig.Host.Certificate!.Authority, "a.n2");
        using var strangers = new TempDirectory();
        using var other = GatewayAuthority.Open(strangers.Path, "other", TimeProvider.System.GetUtcNow());
        using var foreign = Certificate(other, "a.n1");
        using var earlier = Certificate(rig.Host.Certificate!.Authority, "a.n1");
        rig.Host.Fleet.Store.Nodes.Describe(new FleetNode { Site = "a", Node = "n1" });
        var row = rig.Host.Fleet.Store.Nodes.Find("a", "n1")!;
        rig.Host.Fleet.Store.Nodes.Admit(row, NodeSecret.Hash(NodeSecret.Create()), own.GetCertHashString(HashAlgorithmName.SHA256), 1);
        await rig.Host.Fleet.ApplyAsync("a", "n1");

        Assert.AreEqual(MqttClientConnectResultCode.Success, await ConnectAsync(rig, own));
        Assert.AreEqual(MqttClientConnectResultCode.ClientIdentifierNotValid, await ConnectAsync(rig, others));
        await Assert.ThrowsAsync<Exception>(() => ConnectAsync(rig, foreign), "the handshake fails");
        Assert.AreEqual(MqttClientConnectResultCode.NotAuthorized, await ConnectAsync(rig, earlier), "one it had before it was replaced");
        Assert.AreEqual((1, 1), (rig.Refused(Refusal.ClientId), rig.Refused(Refusal.Revoked)));
    }

    private static Task<GatewayRig> StartAsync(TempDirectory state) => GatewayRig.StartAsync(configure: options =>
    {
        options.Data = state.Path;
        options.Broker.Listeners[0].Tls = new TlsOptions { ClientCertificates = true };
    });

    private static Task<(int Code, string Output)> ClientAsync(GatewayRig rig, TempDirectory state, params string[] arguments) =>
        Tool.RunAsync("openssl", ["s_client", "-connect", $"127.0.0.1:{rig.Port}", "-CAfile", state.At("tls/ca.pem"), "-verify_return_error", .. arguments]);

    private static X509Certificate2 Certificate(GatewayAuthority authority, string clientId)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = authority.IssueNode(key, clientId, TimeProvider.System.GetUtcNow());
        return signed.CopyWithPrivateKey(key);
    }

    private static async Task<MqttClientConnectResultCode> ConnectAsync(GatewayRig rig, X509Certificate2 certificate)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", rig.Port)
            .WithClientId("a.n1")
            .WithTlsOptions(tls => tls.WithClientCertificates([certificate]).WithCertificateValidationHandler(_ => true))
            .Build();
        return (await client.ConnectAsync(options)).ResultCode;
    }
}
