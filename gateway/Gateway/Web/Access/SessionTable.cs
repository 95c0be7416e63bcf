using System.Security.Cryptography;
using System.Text;

namespace SmartCity.Gateway.Web.Access;

/// <summary>
/// Sessions in memory, bounded; a restart ends them all. The table knows a session by the SHA-256 of its cookie, so that a
/// look into memory or a timing difference gives no cookie away.
/// </summary>
internal sealed class SessionTable(TimeSpan idle, TimeProvider time)
{
    private const int Most = 256;
    private const int TokenBytes = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, WebSession> _sessions = [];

    public int Count
    {
        get
        {
            lock (_gate) return _sessions.Count;
        }
    }

    /// <summary>Opens a session and returns its cookie; with too many open the one unused longest ends.</summary>
    public (string Cookie, WebSession Session) Open(string user, Right right)
    {
        var cookie = Base64(RandomNumberGenerator.GetBytes(TokenBytes));
        var session = new WebSession(user, right, Base64(RandomNumberGenerator.GetBytes(TokenBytes))) { LastUsed = time.GetTimestamp() };
        lock (_gate)
        {
            if (_sessions.Count >= Most) _sessions.Remove(_sessions.MinBy(entry => entry.Value.LastUsed).Key);
            _sessions[Key(cookie)] = session;
        }

        return (cookie, session);
    }

    /// <summary>The session of a cookie, used now; null when there is none or it has ended.</summary>
    public WebSession? Find(string? cookie)
    {
        if (string.IsNullOrEmpty(cookie)) return null;
        var key = Key(cookie);
        lock (_gate)
        {
            if (!_sessions.TryGetValue(key, out var session)) return null;
            if (time.GetElapsedTime(session.LastUsed) > idle)
            {
                _sessions.Remove(key);
                return null;
            }

            session.LastUsed = time.GetTimestamp();
            return session;
        }
    }

    public void Close(string? cookie)
    {
        if (string.IsNullOrEmpty(cookie)) return;
        lock (_gate)
        {
            if (_sessions.Remove(Key(cookie), out var session)) session.IsOver = true;
        }
    }

    private static string Key(string cookie) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(cookie)));

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
