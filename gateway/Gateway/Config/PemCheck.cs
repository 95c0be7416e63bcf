using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmartCity.Gateway.Config;

/// <summary>
/// Looks into the PEM files that a configuration names, so that a key of another certificate is a line with its place and
/// no gateway that does not start. Validity is not asked: the clock may not be right yet.
/// </summary>
internal static class PemCheck
{
    /// <summary>A certificate with its private key, or neither; <paramref name="path"/> is that of the object that names both.</summary>
    public static void Pair(string? certificate, string? key, string path, Action<string, string> report)
    {
        if ((certificate is null) != (key is null)) report(path, "expected both of certificate and key, or neither");
        var whole = certificate is null || Certificates(certificate, path + ".certificate", report);
        if (key is not null && !File.Exists(key)) report(path + ".key", $"there is no file {key}");
        else if (whole && certificate is not null && key is not null) Key(certificate, key, path + ".key", report);
    }

    /// <summary>One certificate or more; false when it was reported that there are none.</summary>
    public static bool Certificates(string file, string path, Action<string, string> report)
    {
        if (!File.Exists(file))
        {
            report(path, $"there is no file {file}");
            return false;
        }

        var found = new X509Certificate2Collection();
        var fault = Fault(() => found.ImportFromPemFile(file));
        if (fault is null && found.Count == 0) fault = "none is in it";
        if (fault is not null) report(path, $"expected certificates in PEM in {file}: {fault}");
        foreach (var certificate in found) certificate.Dispose();
        return fault is null;
    }

    private static void Key(string certificate, string key, string path, Action<string, string> report)
    {
        if (Fault(() => X509Certificate2.CreateFromPemFile(certificate, key).Dispose()) is not { } fault) return;
        report(path, $"expected the private key of {certificate} in PEM, without a passphrase, in {key}: {fault}");
    }

    private static string? Fault(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return e.InnerException is ArgumentException ? "it is that of another certificate" : e.Message;
        }
    }
}
