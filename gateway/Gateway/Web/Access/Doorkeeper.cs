using System.Net;
using System.Security.Cryptography;
using System.Text;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Ingest.Admission;

namespace SmartCity.Gateway.Web.Access;

/// <summary>Says who a request is from, and lets people in by name and password.</summary>
internal sealed class Doorkeeper(WebOptions options, IReadOnlyList<WebUserOptions> users, TimeProvider time) : IDisposable
{
    public const string Cookie = "smartcity";
    public const string CsrfHeader = "X-CSRF-Token";
    private const string Bearer = "Bearer ";
    private const int LongestPassword = 256;

    // Two at once: a password costs its rounds on a small computer, and a flood of them must not cost it everything.
    private readonly SemaphoreSlim _checks = new(2);
    private readonly FailedLogins _failures = new(options.FailedLoginsPerMinute, time);
    private readonly PasswordHash _nobody = PasswordHash.Create("nobody"u8, users.Select(Hash).Select(hash => hash.Iterations).DefaultIfEmpty(PasswordHash.DefaultIterations).Max());

    public SessionTable Sessions { get; } = new(TimeSpan.FromHours(options.SessionHours), time);

    /// <summary>Who asks; null: nobody known.</summary>
    public Principal? Identify(HttpContext context)
    {
        if (IsLocal(context)) return Principal.Local;
        string? header = context.Request.Headers.Authorization;
        if (header?.StartsWith(Bearer, StringComparison.Ordinal) == true) return Token(header[Bearer.Length..]);
        return Sessions.Find(context.Request.Cookies[Cookie]) is { } session ? new Principal(session.User, session.Right, session) : null;
    }

    /// <summary>True when nothing is changed, or by somebody whose request no other site's page can have made.</summary>
    public static bool IsOwnWish(HttpContext context, Principal principal)
    {
        if (HttpMethods.IsGet(context.Request.Method) || principal.Session is not { } session) return true;
        string? sent = context.Request.Headers[CsrfHeader];
        return sent is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(session.Csrf));
    }

    /// <summary>Opens a session for the right password. An unknown name takes as long as a wrong password.</summary>
    public async Task<(LoginResult Result, string? Cookie, WebSession? Session)> LoginAsync(IPAddress from, string name, string password, CancellationToken cancellation)
    {
        if (_failures.IsBlocked(from)) return (LoginResult.TooMany, null, null);
        await _checks.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // Again, for those who came all at once and have waited for the others' wrong passwords.
            if (_failures.IsBlocked(from)) return (LoginResult.TooMany, null, null);
            var user = users.FirstOrDefault(user => user.Name == name);
            var right = password.Length <= LongestPassword && (user is null ? _nobody : Hash(user)).Verify(Encoding.UTF8.GetBytes(password));
            if (user is null || !right)
            {
                _failures.Add(from);
                return (LoginResult.Wrong, null, null);
            }

            var (cookie, session) = Sessions.Open(user.Name, user.ReadOnly ? Right.View : Right.Operate);
            return (LoginResult.Welcome, cookie, session);
        }
        finally
        {
            _checks.Release();
        }
    }

    public void Dispose() => _checks.Dispose();

    private Principal? Token(string token)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        foreach (var known in options.Tokens)
        {
            if (CryptographicOperations.FixedTimeEquals(Convert.FromHexString(known.Sha256), hash)) return new Principal(known.Name, Right.View, null);
        }

        return null;
    }

    private static bool IsLocal(HttpContext context) =>
        context.Features.Get<LocalConnection>() is not null;

    private static PasswordHash Hash(WebUserOptions user) =>
        PasswordHash.TryParse(user.PasswordHash, out var hash, out var reason) ? hash : throw new FormatException($"user {user.Name}: {reason}");
}

internal enum LoginResult
{
    Welcome = 0,
    Wrong,
    TooMany,
}
