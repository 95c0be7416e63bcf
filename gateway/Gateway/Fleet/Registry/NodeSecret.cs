using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace SmartCity.Gateway.Fleet.Registry;

/// <summary>
/// The secret of a provisioned node: 256 random bits, written in Base64 for URLs (43 characters), shown once. Stored is
/// <c>$sha256$</c> with its SHA-256 in hexadecimal. One round is enough: slow hashes make guessing a person's password
/// dear, and 2^256 guesses are out of reach at any speed, while 500 nodes that come back at once cost next to nothing.
/// No salt: no two nodes have the same secret.
/// </summary>
internal static class NodeSecret
{
    private const int Bytes = 32;
    private const string Scheme = "$sha256$";

    /// <summary>A new secret.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is stored of it.</summary>
    public static string Hash(string secret) => Scheme + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Reads what <see cref="Hash"/> writes.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out byte[]? digest)
    {
        digest = null;
        if (!text.StartsWith(Scheme, StringComparison.Ordinal) || text.Length != Scheme.Length + (2 * SHA256.HashSizeInBytes)) return false;
        try
        {
            digest = Convert.FromHexString(text.AsSpan(Scheme.Length));
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
