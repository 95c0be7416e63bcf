using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmartCity.Gateway.Tls;

/// <summary>
/// The gateway's own certificate authority: ECDSA over P-256 with SHA-256, which the ESP32's mbedTLS verifies
/// (<c>ECDHE-ECDSA-AES128-GCM-SHA256</c> in TLS 1.2). Files: <c>tls/ca.pem</c>, which nodes carry, and <c>tls/ca.key</c>,
/// mode 0600; or <c>ca.pem</c> and <c>ca.key</c> in systemd's credentials directory where both are there.
/// </summary>
internal sealed class GatewayAuthority : IDisposable
{
    // Set by systemd for a unit with LoadCredential= (systemd.exec(5)); kept in memory only, readable by the unit alone.
    private const string CredentialsDirectory = "CREDENTIALS_DIRECTORY";

    private static readonly HashAlgorithmName Hash = HashAlgorithmName.SHA256;

    private readonly X509Certificate2 _certificate;

    private GatewayAuthority(X509Certificate2 certificate) => _certificate = certificate;

    /// <summary>The certificate, without its key.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    public X509Certificate2 Certificate => _certificate;

    public static string Folder(string data) => Path.Combine(data, "tls");

    /// <summary>
    /// Opens the authority of a state directory; makes it where there is none. Near its end it is made anew over the same
    /// key, so that what it signed is good under the old certificate and the new.
    /// </summary>
    /// <exception cref="InvalidDataException">A file is there and is not what it should be.</exception>
    public static GatewayAuthority Open(string data, string gateway, DateTimeOffset now)
    {
        if (Environment.GetEnvironmentVariable(CredentialsDirectory) is { } given && Load(given) is { } provided) return new GatewayAuthority(provided);

        var folder = Folder(data);
        if (Load(folder) is not { } found)
        {
            KeyFile.MakeDirectory(folder);
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            KeyFile.WriteSecret(Path.Combine(folder, "ca.key"), key.ExportPkcs8PrivateKeyPem());
            return new GatewayAuthority(Make(folder, gateway, key, now));
        }

        if (!Validity.AuthorityIsDue(now, found.NotAfter)) return new GatewayAuthority(found);
        using (found)
        {
            using var same = found.GetECDsaPrivateKey()!;
            return new GatewayAuthority(Make(folder, gateway, same, now));
        }
    }

    /// <summary>Signs a certificate for this gateway's own sockets.</summary>
    public X509Certificate2 IssueServer(ECDsa key, string gateway, ServerNames names, DateTimeOffset now)
    {
        var request = new CertificateRequest(CommonName(gateway), key, Hash);
        request.CertificateExtensions.Add(names.Extension());
        return Sign(request, Purposes.Server, Validity.OfServer(now));
    }

    /// <summary>Signs a client certificate whose common name is the node's <c>{site}.{node}</c>.</summary>
    public X509Certificate2 IssueNode(ECDsa key, string clientId, DateTimeOffset now) =>
        Sign(new CertificateRequest(CommonName(clientId), key, Hash), Purposes.Client, Validity.OfNode(now));

    public void Dispose() => _certificate.Dispose();

    private static X500DistinguishedName CommonName(string name)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCommonName(name);
        return builder.Build();
    }

    private static X509Certificate2? Load(string folder)
    {
        var (certificate, key) = (Path.Combine(folder, "ca.pem"), Path.Combine(folder, "ca.key"));

        // The key is written first; without the certificate beside it nobody has seen it yet.
        if (!File.Exists(certificate) || !File.Exists(key)) return null;
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException($"{certificate} and {key} are not an authority and its key: {e.Message}", e);
        }
    }

    private static X509Certificate2 Make(string folder, string gateway, ECDsa key, DateTimeOffset now)
    {
        var request = new CertificateRequest(CommonName($"SmartCity {gateway} authority"), key, Hash);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var (from, to) = Validity.OfAuthority(now);
        var made = request.CreateSelfSigned(from, to);
        KeyFile.WritePublic(Path.Combine(folder, "ca.pem"), made.ExportCertificatePem());
        return made;
    }

    private X509Certificate2 Sign(CertificateRequest request, string purpose, (DateTimeOffset From, DateTimeOffset To) span)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));

        // RFC 5280 §4.1.2.2: positive, at most 20 octets.
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;
        var (from, to) = (span.From < _certificate.NotBefore ? _certificate.NotBefore : span.From, span.To > _certificate.NotAfter ? _certificate.NotAfter : span.To);
        return request.Create(_certificate, from, to, serial);
    }
}
