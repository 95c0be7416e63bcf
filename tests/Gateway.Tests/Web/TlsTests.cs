using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Tests.Web;

/// <summary>The interface behind TLS, as an operator on the street reaches it.</summary>
[TestClass]
public sealed class TlsTests
{
    [TestMethod]
    public async Task Whoever_trusts_the_gateways_authority_logs_in_over_https()
    {
        await using var rig = await WebRig.StartAsync(options => options.Web.Tls = new TlsOptions());
        StringAssert.StartsWith(rig.Part.Address, "https://127.0.0.1:");
        var trust = Trusting(Path.Combine(rig.Data, "tls", "ca.pem"));

        var login = await WebRig.PostAsync(rig.Browser(trust), "/api/v1/login", $$"""{"user":"li","password":"{{WebRig.Password}}"}""");
        Assert.AreEqual(HttpStatusCode.OK, login.StatusCode);
        StringAssert.Contains(login.Headers.GetValues("Set-Cookie").Single(), "secure");
        Assert.AreEqual("max-age=31536000", login.Headers.GetValues("Strict-Transport-Security").Single());

        var browser = await rig.LoginAsync(trust: trust);
        Assert.AreEqual(2, (await WebRig.GetAsync(browser, "/api/v1/nodes")).AsArray().Count);
        await using var stream = await browser.GetStreamAsync("/api/v1/live");
        Assert.AreEqual(1, rig.Context.Hub.Open);
    }

    [TestMethod]
    public async Task Whoever_does_not_trust_it_gets_no_further_than_the_handshake()
    {
        await using var rig = await WebRig.StartAsync(options => options.Web.Tls = new TlsOptions());
        var refused = await Assert.ThrowsExactlyAsync<HttpRequestException>(() => rig.Browser().GetAsync("/api/v1/session"));
        Assert.IsInstanceOfType<AuthenticationException>(refused.InnerException);
    }

    [TestMethod]
    public async Task A_plain_request_where_TLS_is_configured_gets_no_answer()
    {
        await using var rig = await WebRig.StartAsync(options => options.Web.Tls = new TlsOptions());
        using var plain = new HttpClient { BaseAddress = new Uri(rig.Part.Address!.Replace("https:", "http:", StringComparison.Ordinal)) };
        await Assert.ThrowsExactlyAsync<HttpRequestException>(() => plain.GetAsync("/"));
        await Assert.ThrowsExactlyAsync<HttpRequestException>(() => WebRig.PostAsync(plain, "/api/v1/login", $$"""{"user":"li","password":"{{WebRig.Password}}"}"""));
        Assert.AreEqual(0, rig.Context.Door.Sessions.Count);
    }

    private static SslClientAuthenticationOptions Trusting(string authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(authority));
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }
}
