using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SmartCity.Gateway.Config;

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
        if (Authorities is not null) PemCheck.Certificates(Authorities, path + ".authorities", report);
        PemCheck.Pair(Certificate, Key, path, report);
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
        ssl.CertificateChainPolicy = ChainPolicy();
        return ssl;
    }

    /// <summary>The chain a certificate must have, or null for the system's.</summary>
    public X509ChainPolicy? ChainPolicy()
    {
        if (LoadAuthorities() is not { } authorities) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    /// <summary>
    /// The same judgement for a library that asks by callback: why the receiver's certificate is not trusted, or null.
    /// <paramref name="chain"/> and <paramref name="errors"/> are what the system found.
    /// </summary>
    /// <param name="policy">From <see cref="ChainPolicy"/>, for this one judgement.</param>
    public static string? Distrust(X509ChainPolicy? policy, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        using var own = new X509Chain();
        if (policy is not null && certificate is X509Certificate2 leaf)
        {
            // The authorities between, which the receiver sent along.
            if (chain is not null) policy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
            own.ChainPolicy = policy;
            errors &= ~SslPolicyErrors.RemoteCertificateChainErrors;
            if (!own.Build(leaf)) errors |= SslPolicyErrors.RemoteCertificateChainErrors;
            chain = own;
        }

        return errors == SslPolicyErrors.None ? null : Distrust(certificate, chain, errors);
    }

    /// <summary>Why a certificate is not trusted, in words for whoever mends it.</summary>
    public static string Distrust(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var statuses = chain?.ChainStatus.Select(status => status.Status.ToString()) ?? [];
        return $"the certificate {certificate?.Subject} is not trusted: {string.Join(", ", [errors.ToString(), .. statuses])}";
    }

    /// <summary>The gateway's own certificate with its key, or null.</summary>
    public X509Certificate2? LoadOwn() => Certificate is null ? null : X509Certificate2.CreateFromPemFile(Certificate, Key);
}
