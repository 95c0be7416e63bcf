using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmartCity.Gateway.Tls;

/// <summary>
/// The certificate of this gateway's own sockets, signed by its <see cref="GatewayAuthority"/>: <c>tls/server.pem</c> and
/// <c>tls/server.key</c>. Looked at once a day and made anew in its last third; connections that are open stay, new
/// ones get the new certificate.
/// </summary>
internal sealed class ServerCertificate : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromDays(1);

    private readonly string _folder;
    private readonly string _gateway;
    private readonly ServerNames _names;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private volatile SslStreamCertificateContext _current;

    public ServerCertificate(GatewayAuthority authority, string data, string gateway, ServerNames names, TimeProvider time, ILogger logger)
    {
        Authority = authority;
        _folder = GatewayAuthority.Folder(data);
        _gateway = gateway;
        _names = names;
        _time = time;
        _logger = logger;
        KeyFile.MakeDirectory(_folder);
        _current = Context(Load() ?? Issue());
        _timer = time.CreateTimer(_ => Renew(), null, Look, Look);
    }

    public GatewayAuthority Authority { get; }

    /// <summary>What a handshake that begins now presents.</summary>
    public SslStreamCertificateContext Current => _current;

    /// <summary>True for a client certificate of the authority that is good now.</summary>
    public bool Signed(X509Certificate certificate)
    {
        using var chain = Trust.ChainTo([Authority.Certificate], _time.GetUtcNow());
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(Purposes.Client));
        using var copy = new X509Certificate2(certificate);
        return chain.Build(copy);
    }

    public void Dispose()
    {
        _timer.Dispose();
        Authority.Dispose();
    }

    private static SslStreamCertificateContext Context(X509Certificate2 certificate) => SslStreamCertificateContext.Create(certificate, null, offline: true);

    private void Renew()
    {
        if (!Validity.ServerIsDue(_time.GetUtcNow(), _current.TargetCertificate.NotAfter)) return;
        try
        {
            _current = Context(Issue());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Months are left, and tomorrow is another look.
            TlsLog.NotRenewed(_logger, e.Message, _current.TargetCertificate.NotAfter);
        }
    }

    private X509Certificate2? Load()
    {
        var (certificate, key) = (Path.Combine(_folder, "server.pem"), Path.Combine(_folder, "server.key"));
        if (!File.Exists(certificate) || !File.Exists(key)) return null;
        X509Certificate2 found;
        try
        {
            found = X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // A cut between the two files: the key is not this certificate's.
            return null;
        }

        if (!Validity.ServerIsDue(_time.GetUtcNow(), found.NotAfter) && _names.AreThoseOf(found) && IsOurs(found)) return found;
        found.Dispose();
        return null;
    }

    private bool IsOurs(X509Certificate2 certificate)
    {
        using var chain = Trust.ChainTo([Authority.Certificate], _time.GetUtcNow());
        return chain.Build(certificate);
    }

    private X509Certificate2 Issue()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = Authority.IssueServer(key, _gateway, _names, _time.GetUtcNow());
        KeyFile.WriteSecret(Path.Combine(_folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
        KeyFile.WritePublic(Path.Combine(_folder, "server.pem"), signed.ExportCertificatePem());
        TlsLog.Issued(_logger, string.Join(", ", _names.All), signed.NotAfter);
        return signed.CopyWithPrivateKey(key);
    }
}
