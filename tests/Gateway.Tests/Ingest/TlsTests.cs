using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Ingest;

[TestClass]
public sealed class TlsTests
{
    [TestMethod]
    public async Task A_node_publishes_over_TLS_with_the_configured_certificate()
    {
        var directory = Directory.CreateTempSubdirectory("gateway-tls-");
        try
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=gateway", key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
            var now = TimeProvider.System.GetUtcNow();
            using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
            var tls = new TlsOptions { Certificate = Path.Combine(directory.FullName, "c.pem"), Key = Path.Combine(directory.FullName, "k.pem") };
            await File.WriteAllTextAsync(tls.Certificate, certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(tls.Key, key.ExportPkcs8PrivateKeyPem());

            await using var rig = await GatewayRig.StartAsync(configure: options => options.Broker.Listeners[0].Tls = tls);
            using var client = new MqttClientFactory().CreateMqttClient();
            var seen = "";
            var options = new MqttClientOptionsBuilder()
                .WithTcpServer("127.0.0.1", rig.Port)
                .WithClientId("a.n1")
                .WithCredentials("a.n1", GatewayRig.Password)
                .WithTlsOptions(o => o.UseTls().WithCertificateValidationHandler(args =>
                {
                    seen = args.Certificate.GetCertHashString();
                    return true;
                }))
                .Build();

            Assert.AreEqual(MqttClientConnectResultCode.Success, (await client.ConnectAsync(options)).ResultCode);
            await GatewayRig.PublishAsync(client, "sc/1/a/n1/data", GatewayRig.Pack(0));

            Assert.AreEqual(certificate.GetCertHashString(), seen);
            Assert.AreEqual(1, rig.Journal.End(Lane.Data));
            await Assert.ThrowsAsync<Exception>(() => rig.ConnectAsync("n2"), "plain MQTT on the TLS socket");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
