using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tls;

namespace SmartCity.Gateway.Tests.Tls;

[TestClass]
public sealed class ServerCertificateTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);

    [TestMethod]
    public void The_first_start_makes_an_authority_and_a_certificate_and_the_second_keeps_them()
    {
        using var state = new TempDirectory();
        string first;
        using (var certificate = Open(state)) first = certificate.Current.TargetCertificate.Thumbprint;

        using var again = Open(state);

        Assert.AreEqual(first, again.Current.TargetCertificate.Thumbprint);
        Assert.AreEqual("1.2.840.10045.4.3.2", again.Current.TargetCertificate.SignatureAlgorithm.Value, "ecdsa-with-SHA256");
        if (OperatingSystem.IsWindows()) return;
        foreach (var key in new[] { "ca.key", "server.key" })
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(state.At("tls/" + key)), key);
        }
    }

    [TestMethod]
    public void The_server_certificate_is_renewed_in_its_last_third_under_the_same_authority()
    {
        using var state = new TempDirectory();
        using var certificate = Open(state);
        var carried = certificate.Authority.Certificate;
        var first = certificate.Current.TargetCertificate.Thumbprint;

        _time.Advance(TimeSpan.FromDays(264));
        Assert.AreEqual(first, certificate.Current.TargetCertificate.Thumbprint);
        _time.Advance(TimeSpan.FromDays(2));

        Assert.AreNotEqual(first, certificate.Current.TargetCertificate.Thumbprint);
        Assert.IsTrue(Trusts(carried, certificate), "a node that was away meanwhile");
    }

    [TestMethod]
    public void The_authority_is_renewed_over_the_same_key_so_that_nodes_with_the_old_one_still_connect()
    {
        using var state = new TempDirectory();
        using var old = Open(state);
        _time.SetUtcNow(Start.AddDays(21 * 365));

        using var certificate = Open(state);

        Assert.AreNotEqual(old.Authority.Pem, certificate.Authority.Pem);
        Assert.IsTrue(Trusts(old.Authority.Certificate, certificate));
        Assert.IsTrue(Trusts(certificate.Authority.Certificate, certificate));
    }

    [TestMethod]
    public void A_changed_name_or_a_key_of_another_certificate_makes_a_new_one()
    {
        using var state = new TempDirectory();
        string first;
        using (var certificate = Open(state)) first = certificate.Current.TargetCertificate.Thumbprint;

        using (var renamed = Open(state, "gateway.example")) Assert.IsTrue(renamed.Current.TargetCertificate.MatchesHostname("gateway.example"));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(state.At("tls/server.key"), other.ExportPkcs8PrivateKeyPem());
        using var healed = Open(state, "gateway.example");

        Assert.AreNotEqual(first, healed.Current.TargetCertificate.Thumbprint);
    }

    [TestMethod]
    public void A_certificate_made_before_the_clock_was_known_is_good_today()
    {
        using var state = new TempDirectory();
        var unset = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        using var certificate = Open(state, time: unset);

        Assert.IsTrue(Trusts(certificate.Authority.Certificate, certificate));
    }

    private ServerCertificate Open(TempDirectory state, string name = "gateway-1", TimeProvider? time = null)
    {
        time ??= _time;
        var authority = GatewayAuthority.Open(state.Path, "gateway-1", time.GetUtcNow());
        return new ServerCertificate(authority, state.Path, "gateway-1", new ServerNames([name], "machine", ["0.0.0.0"]), time, NullLogger.Instance);
    }

    private bool Trusts(X509Certificate2 authority, ServerCertificate server)
    {
        using var chain = Trust.ChainTo([authority], _time.GetUtcNow());
        return chain.Build(server.Current.TargetCertificate);
    }
}
