using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace SmartCity.Gateway.Forward;

/// <summary>TLS towards a receiver; without it, the connection is in the clear.</summary>
internal sealed class SinkTlsOptions
{
    /// <summary>PEM file of the authorities to trust; null: those of the system.</summary>
    public string? Authorities { get; set; }

    /// <summary>PEM file of the gateway's own certificate, where the receiver asks for one.</summary>
    public string? Certificate { get; set; }

    /// <summary>PEM file of its private key.</summary>
    public string? Key { get; set; }

    public void MakePathsAbsolute(string directory)
    {
        if (Authorities is not null) Authorities = Path.GetFullPath(Authorities, directory);
        if (Certificate is not null) Certificate = Path.GetFullPath(Certificate, directory);
        if (Key is not null) Key = Path.GetFullPath(Key, directory);
    }

    public void Check(string path, Action<string, string> report)
    {
        if ((Certificate is null) != (Key is null)) report(path, "expected both of certificate and key, or neither");
        if (Authorities is not null && !File.Exists(Authorities)) report(path + ".authorities", $"there is no file {Authorities}");
        if (Certificate is not null && !File.Exists(Certificate)) report(path + ".certificate", $"there is no file {Certificate}");
        if (Key is not null && !File.Exists(Key)) report(path + ".key", $"there is no file {Key}");
    }

    /// <summary>The authorities to trust, or null for those of the system.</summary>
    public X509Certificate2Collection? LoadAuthorities()
    {
        if (Authorities is null) return null;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(Authorities);
        return authorities;
    }

    /// <summary>What a TLS client of .NET needs to talk to that host.</summary>
    public SslClientAuthenticationOptions ForHost(string host)
    {
        var ssl = new SslClientAuthenticationOptions { TargetHost = host };
        if (LoadOwn() is { } own) ssl.ClientCertificates = [own];
        if (LoadAuthorities() is not { } authorities) return ssl;
        ssl.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        ssl.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        return ssl;
    }

    /// <summary>The gateway's own certificate with its key, or null.</summary>
    public X509Certificate2? LoadOwn() => Certificate is null ? null : X509Certificate2.CreateFromPemFile(Certificate, Key);
}
