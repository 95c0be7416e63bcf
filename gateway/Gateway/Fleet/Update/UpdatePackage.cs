using System.Buffers.Binary;
using System.Security.Cryptography;
using SmartCity.Node.Update;

namespace SmartCity.Gateway.Fleet.Update;

/// <summary>
/// A signed program for nodes, in the form of <see cref="UpdateHeader"/>: ECDSA over P-256 with SHA-256, which openssl makes,
/// too. The private key belongs to whoever releases programs and not on a gateway; nodes are provisioned with the public
/// one, <c>update.pem</c> in the state directory.
/// </summary>
internal static class UpdatePackage
{
    /// <param name="version">Major, minor and patch, each 0 to 255.</param>
    /// <param name="assemblies">The <c>.pe</c> files in the order in which they are loaded; the last is the program.</param>
    public static byte[] Make(ECDsa key, Version version, IEnumerable<byte[]> assemblies)
    {
        using var image = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        foreach (var assembly in assemblies)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, assembly.Length);
            image.Write(length);
            image.Write(assembly);
        }

        var bytes = image.ToArray();
        var head = UpdateHeader.Write((version.Major << 16) | (version.Minor << 8) | Math.Max(0, version.Build), bytes.Length, SHA256.HashData(bytes));
        return [.. head, .. key.SignData(head, HashAlgorithmName.SHA256), .. bytes];
    }

    /// <summary>The public key of a PEM file as a node keeps it: x and y in Base64; null when there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is no P-256 key.</exception>
    public static string? PublicKey(string pem)
    {
        if (!File.Exists(pem)) return null;
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(pem));
            var q = key.ExportParameters(false).Q;
            if (q.X is { Length: 32 } x && q.Y is { Length: 32 } y) return Convert.ToBase64String([.. x, .. y]);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException($"{pem} is no key in PEM form: {e.Message}", e);
        }

        throw new InvalidDataException($"{pem} is no key of P-256");
    }
}
