using System.Security.Cryptography;
using System.Text;

namespace SmartCity.Gateway.Fleet.Provision;

/// <summary>
/// Six letters for a node, <c>7K4-M2Q</c>, to be read out over a telephone: 30 bits of the SHA-256 of its name in
/// Crockford's Base32, which has no I, L, O and U. It is a name, not a secret.
/// </summary>
internal static class ShortCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Of(NodeName name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name.ToString()));
        var bits = (hash[0] << 22) | (hash[1] << 14) | (hash[2] << 6) | (hash[3] >> 2);
        var code = new StringBuilder();
        for (var shift = 25; shift >= 0; shift -= 5)
        {
            if (shift == 10) code.Append('-');
            code.Append(Alphabet[(bits >> shift) & 31]);
        }

        return code.ToString();
    }

    /// <summary>True for a text that may be one, in either case.</summary>
    public static bool IsOne(string text) =>
        text.Length == 7 && text[3] == '-' && text.ToUpperInvariant().Where((_, i) => i != 3).All(c => Alphabet.Contains(c, StringComparison.Ordinal));
}
