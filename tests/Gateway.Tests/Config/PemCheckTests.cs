using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Tests.Forward.Fakes;

namespace SmartCity.Gateway.Tests.Config;

/// <summary>Certificates and keys that a configuration names, as people mix them up.</summary>
[TestClass]
public sealed class PemCheckTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public PemCheckTests()
    {
        Make("a");
        Make("b");
        File.WriteAllText(_directory.At("junk.pem"), "junk");
    }

    [TestMethod]
    [DataRow("a.pem", "a.key", null)]
    [DataRow("a.pem", "b.key", ".tls.key: expected the private key of ")]
    [DataRow("a.pem", "locked.key", ".tls.key: expected the private key of ")]
    [DataRow("a.pem", "junk.pem", ".tls.key: expected the private key of ")]
    [DataRow("junk.pem", "a.key", ".tls.certificate: expected certificates in PEM in ")]
    [DataRow("a.pem", "none.key", ".tls.key: there is no file ")]
    [DataRow("none.pem", "a.key", ".tls.certificate: there is no file ")]
    public void A_certificate_and_a_key_that_do_not_belong_together_are_named_where_they_stand(string certificate, string key, string? expected)
    {
        var tls = $$"""{ "certificate": "{{_directory.At(certificate)}}", "key": "{{_directory.At(key)}}" }""";
        foreach (var (text, where) in new[]
        {
            ($$"""{ "broker": { "listeners": [ { "tls": {{tls}} } ] } }""", "$.broker.listeners[0]"),
            ($$"""{ "web": { "tls": {{tls}} } }""", "$.web"),
            ($$"""{ "sinks": [ { "name": "city", "type": "mqtt", "host": "city", "tls": {{tls}} } ] }""", "$.sinks[0]"),
        })
        {
            var faults = ConfigFile.Parse(System.Text.Encoding.UTF8.GetBytes(text), _directory.At("gateway.json")).Errors;
            if (expected is null) Assert.IsEmpty(faults, string.Join('\n', faults));
            else StringAssert.Contains(faults.Single().ToString(), where + expected);
        }
    }

    [TestMethod]
    public void Authorities_must_be_some()
    {
        var text = $$"""{ "sinks": [ { "name": "city", "type": "mqtt", "host": "city", "tls": { "authorities": "{{_directory.At("junk.pem")}}" } } ] }""";

        StringAssert.EndsWith(
            ConfigFile.Parse(System.Text.Encoding.UTF8.GetBytes(text), _directory.At("gateway.json")).Errors.Single().ToString(),
            $"$.sinks[0].tls.authorities: expected certificates in PEM in {_directory.At("junk.pem")}: none is in it");
    }

    public void Dispose() => _directory.Dispose();

    private void Make(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        File.WriteAllText(_directory.At(name + ".pem"), certificate.ExportCertificatePem());
        File.WriteAllText(_directory.At(name + ".key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(_directory.At("locked.key"), key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000)));
    }
}
