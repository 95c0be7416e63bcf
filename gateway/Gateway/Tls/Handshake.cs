using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Tls;

/// <summary>How a listener answers a ClientHello: TLS 1.2 or 1.3, the certificate of its files or the gateway's own, and whether a node may show one.</summary>
internal sealed class Handshake
{
    private readonly TlsOptions _tls;
    private readonly ServerCertificate _own;
    private readonly SslStreamCertificateContext? _given;

    public Handshake(TlsOptions tls, ServerCertificate own)
    {
        _tls = tls;
        _own = own;
        if (tls.Certificate is null) return;
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(tls.Certificate);
        _given = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(tls.Certificate, tls.Key), chain, offline: true);
    }

    /// <summary>For one connection; the certificate may change between two.</summary>
    public SslServerAuthenticationOptions Options()
    {
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = _given ?? _own.Current,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (!_tls.ClientCertificates) return options;
        options.ClientCertificateRequired = true;
        options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is null || _own.Signed(certificate);
        return options;
    }
}
