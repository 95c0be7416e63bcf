using System.Security.Cryptography;

namespace SmartCity.Gateway.Ingest.Admission;

/// <summary>
/// A node's secret, of which the SHA-256 is stored, or a password: a slow stored hash, and, once one was found right, its HMAC under a key of this process, so that the same
/// node's next connection costs a microsecond and not <see cref="PasswordHash.Iterations"/> rounds.
/// </summary>
internal sealed class NodeCredential
{
    private static readonly byte[] ProcessKey = RandomNumberGenerator.GetBytes(32);

    private readonly PasswordHash? _stored;
    private readonly byte[]? _digest;
    private volatile byte[]? _verified;

    public NodeCredential(PasswordHash stored) => _stored = stored;

    /// <summary>From the SHA-256 of a random secret.</summary>
    public NodeCredential(byte[] digest) => _digest = digest;

    /// <summary>From the password itself: there is nothing to be hashed slowly on each start.</summary>
    public NodeCredential(ReadOnlySpan<byte> password) => _verified = HMACSHA256.HashData(ProcessKey, password);

    /// <summary>True when it is the secret, or a password found right before: the cheap answer.</summary>
    public bool Remembers(ReadOnlySpan<byte> password)
    {
        if (_digest is not null)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(password, hash);
            return CryptographicOperations.FixedTimeEquals(hash, _digest);
        }

        if (_verified is not { } verified) return false;
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(ProcessKey, password, digest);
        return CryptographicOperations.FixedTimeEquals(digest, verified);
    }

    /// <summary>True when it is of the secret with that SHA-256.</summary>
    public bool IsOf(byte[] digest) => _digest is not null && CryptographicOperations.FixedTimeEquals(_digest, digest);

    /// <summary>The full check; a right password is remembered.</summary>
    public bool Verify(ReadOnlySpan<byte> password)
    {
        if (Remembers(password)) return true;
        if (_stored is null || !_stored.Verify(password)) return false;
        _verified = HMACSHA256.HashData(ProcessKey, password);
        return true;
    }
}
