using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace SmartCity.Gateway.Ingest.Admission;

/// <summary>
/// A stored password: PBKDF2 with HMAC-SHA256 (RFC 8018 §5.2), written in the PHC string format
/// <c>$pbkdf2-sha256$i=10000$salt$hash</c> with Base64 without padding.
/// </summary>
/// <remarks>
/// Iterations slow down the guessing of weak passwords. A node's secret is 256 random bits, which nobody guesses at any
/// speed, so <see cref="DefaultIterations"/> is what 500 nodes that reconnect at once can afford on a small computer
/// (about 4 ms each on a Raspberry Pi class core). For a password a person made up take <see cref="HumanIterations"/>.
/// </remarks>
internal sealed record PasswordHash(int Iterations, ReadOnlyMemory<byte> Salt, ReadOnlyMemory<byte> Hash)
{
    public const int DefaultIterations = 10_000;

    /// <summary>OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256, 2023.</summary>
    public const int HumanIterations = 600_000;

    private const string Scheme = "pbkdf2-sha256";
    private const int MinIterations = 1_000;
    private const int MaxIterations = 5_000_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    public static PasswordHash Create(ReadOnlySpan<byte> password, int iterations = DefaultIterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new PasswordHash(iterations, salt, Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, HashBytes));
    }

    /// <summary>Takes <see cref="Iterations"/> rounds of HMAC-SHA256; compares in constant time.</summary>
    public bool Verify(ReadOnlySpan<byte> password)
    {
        Span<byte> derived = stackalloc byte[HashBytes];
        Rfc2898DeriveBytes.Pbkdf2(password, Salt.Span, derived, Iterations, HashAlgorithmName.SHA256);
        return CryptographicOperations.FixedTimeEquals(derived, Hash.Span);
    }

    public override string ToString() =>
        $"${Scheme}$i={Iterations.ToString(CultureInfo.InvariantCulture)}${Encode(Salt.Span)}${Encode(Hash.Span)}";

    /// <summary>Reads what <see cref="ToString"/> writes; otherwise says what was expected.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PasswordHash? hash, out string reason)
    {
        hash = null;
        reason = "expected $pbkdf2-sha256$i=iterations$salt$hash";
        var parts = text.Split('$');
        if (parts.Length != 5 || parts[0].Length != 0 || parts[1] != Scheme || !parts[2].StartsWith("i=", StringComparison.Ordinal)) return false;

        reason = $"expected a number of iterations from {MinIterations} to {MaxIterations}";
        if (!int.TryParse(parts[2].AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)) return false;
        if (iterations is < MinIterations or > MaxIterations) return false;

        reason = $"expected a salt of at least 8 bytes and a hash of {HashBytes}, in Base64 without padding";
        if (!TryDecode(parts[3], out var salt) || salt.Length < 8 || !TryDecode(parts[4], out var derived) || derived.Length != HashBytes) return false;

        hash = new PasswordHash(iterations, salt, derived);
        reason = "";
        return true;
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static bool TryDecode(string text, out byte[] bytes)
    {
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        bytes = new byte[padded.Length];
        if (!Convert.TryFromBase64String(padded, bytes, out var count)) return false;
        bytes = bytes[..count];
        return true;
    }
}
