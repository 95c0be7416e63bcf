using System.Security.Cryptography.X509Certificates;

namespace SmartCity.Gateway.Tls;

/// <summary>Chains to authorities of our own choice, with nothing fetched from anywhere.</summary>
internal static class Trust
{
    /// <summary>A chain that ends at one of the authorities, judged at that time.</summary>
    public static X509Chain ChainTo(X509Certificate2Collection authorities, DateTimeOffset now)
    {
        var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        return chain;
    }
}

/// <summary>Extended key usages, RFC 5280 §4.2.1.12.</summary>
internal static class Purposes
{
    public const string Server = "1.3.6.1.5.5.7.3.1";
    public const string Client = "1.3.6.1.5.5.7.3.2";
}
