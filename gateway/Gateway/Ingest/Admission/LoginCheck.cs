using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmartCity.Gateway.Ingest.Admission;

/// <summary>
/// Decides a CONNECT. A password not seen before is hashed by one thread at a time, so that a flood of guesses takes one
/// core at most and nodes known to this process pass by.
/// </summary>
internal sealed class LoginCheck(NodeDirectory nodes, FailedLogins failures) : IDisposable
{
    private const string Unknown = "no such node is configured or provisioned";
    private const string Gone = "its credentials were revoked";
    private const string TooMany = "too many wrong passwords from this address; wait a minute";

    private readonly SemaphoreSlim _slow = new(1);

    /// <summary>The node as it is known, or the reason and its words.</summary>
    public async ValueTask<(NodeEntry? Known, Refusal Reason, string Text)> CheckAsync(ConnectRequest request)
    {
        if (request.Certificate is { } certificate) return Certified(request, certificate);
        if (string.IsNullOrEmpty(request.User) || request.Password.IsEmpty) return (null, Refusal.Anonymous, "no user name or no password");
        if (ClientIdRule.Check(request.ClientId, request.User, out _, out _) is { } wrong) return (null, Refusal.ClientId, wrong);
        if (nodes.Find(request.ClientId!) is not { } entry) return Failed(request, Refusal.UnknownNode, Unknown);
        if (entry.Credential is not { } credential) return Failed(request, Refusal.Revoked, Gone);
        if (credential.Remembers(request.Password.Span)) return (entry, Refusal.None, "");
        if (failures.IsBlocked(request.Address)) return (null, Refusal.LoginRate, TooMany);

        await _slow.WaitAsync().ConfigureAwait(false);
        try
        {
            // Again, for those who came all at once and have waited for the others' wrong passwords.
            if (failures.IsBlocked(request.Address)) return (null, Refusal.LoginRate, TooMany);
            return credential.Verify(request.Password.Span) ? (entry, Refusal.None, "") : Failed(request, Refusal.WrongPassword, "wrong password");
        }
        finally
        {
            _slow.Release();
        }
    }

    /// <summary>False when the credentials a session came in with were revoked or replaced after its CONNECT.</summary>
    public bool IsInForce(NodeSession session) => nodes.IsInForce(session.Known);

    public void Dispose() => _slow.Dispose();

    // Who shows a certificate is who it names; a password beside it adds nothing and is not looked at.
    private (NodeEntry?, Refusal, string) Certified(ConnectRequest request, X509Certificate2 certificate)
    {
        var name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        if (ClientIdRule.Check(request.ClientId, name, out _, out _) is not null) return (null, Refusal.ClientId, $"the certificate is of {name}, not of this client id");
        if (nodes.Find(name) is not { } entry) return Failed(request, Refusal.UnknownNode, Unknown);
        return entry.Certificate == certificate.GetCertHashString(HashAlgorithmName.SHA256)
            ? (entry, Refusal.None, "")
            : Failed(request, Refusal.Revoked, "this certificate is not the node's any more");
    }

    private (NodeEntry?, Refusal, string) Failed(ConnectRequest request, Refusal reason, string text)
    {
        failures.Add(request.Address);
        return (null, reason, text);
    }
}
