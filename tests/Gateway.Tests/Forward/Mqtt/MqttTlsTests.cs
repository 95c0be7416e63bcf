using System.Net;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Mqtt;
using SmartCity.Gateway.Tests.Forward.Fakes;

namespace SmartCity.Gateway.Tests.Forward.Mqtt;

[TestClass]
public sealed class MqttTlsTests
{
    [TestMethod]
    [DataRow("127.0.0.1", true, null)]
    [DataRow("127.0.0.1", false, "PartialChain|UntrustedRoot")]
    [DataRow("127.0.0.9", true, "RemoteCertificateNameMismatch")]
    public async Task Only_a_broker_of_the_named_authority_and_the_right_name_gets_anything(string named, bool trusted, string? fault)
    {
        using var directory = new TempDirectory();
        using var authority = TlsFront.Authority("the city's");
        using var stranger = TlsFront.Authority("a stranger's");
        using var certificate = TlsFront.Server(authority, IPAddress.Parse(named));
        await File.WriteAllTextAsync(directory.At("ca.pem"), (trusted ? authority : stranger).ExportCertificatePem());
        using var broker = new WireBroker();
        using var front = new TlsFront(certificate, broker.Port);
        await using var sink = new MqttSink(
            new MqttSinkOptions { Name = "city", Host = "127.0.0.1", Port = front.Port, Tls = new SinkTlsOptions { Authorities = directory.At("ca.pem") } },
            "gw", TimeProvider.System);

        var outcome = await sink.SendAsync(Batches.Live(0, Packs.Make("a", 7, 1_772_000_000_000)), CancellationToken.None);
        if (fault is null)
        {
            Assert.AreEqual(FailureKind.None, outcome.Kind, outcome.Reason);
            Assert.HasCount(1, broker.Snapshot());
            return;
        }

        // A certificate does not become right by trying again at once: a person is needed.
        Assert.AreEqual(FailureKind.Final, outcome.Kind, outcome.Reason);
        Assert.MatchesRegex(fault, outcome.Reason!);
        Assert.AreEqual(0, broker.Connections);
    }
}
