using System.Security.Cryptography;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Ingest.Admission;

namespace SmartCity.Gateway.Web.Access;

/// <summary>
/// The user <c>admin</c> of a configuration that names none: its password is made at the first start, told once, and kept
/// as a hash in the data directory. Removing the file makes a new one.
/// </summary>
internal static class FirstPassword
{
    public const string User = "admin";
    private const string FileName = "web-admin";
    private const string AsideName = "web-admin.first";
    private const int Characters = 16;

    // Without letters and digits that are taken for one another; 16 of 32 are 80 random bits.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789-";

    /// <summary>The user; <paramref name="password"/> only when it was made just now.</summary>
    public static WebUserOptions Ensure(string data, out string? password)
    {
        password = null;
        var path = Path.Combine(data, FileName);
        if (File.Exists(path) && File.ReadLines(path).FirstOrDefault() is { } kept && PasswordHash.TryParse(kept, out _, out _))
        {
            return new WebUserOptions { Name = User, PasswordHash = kept };
        }

        password = RandomNumberGenerator.GetString(Alphabet, Characters);
        // Nobody guesses 80 random bits at any speed.
        var hash = PasswordHash.Create(System.Text.Encoding.UTF8.GetBytes(password)).ToString();
        Directory.CreateDirectory(data);
        Write(path, hash);
        return new WebUserOptions { Name = User, PasswordHash = hash };
    }

    /// <summary>Where nobody sits at the console: writes the password into a file that its owner alone may read, until the first login.</summary>
    public static string PutAside(string data, string password)
    {
        var path = Path.Combine(data, AsideName);
        Write(path, password);
        return path;
    }

    /// <summary>It was used, so it is known.</summary>
    public static void Forget(string data) => File.Delete(Path.Combine(data, AsideName));

    private static void Write(string path, string line)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.WriteLine(line);
    }
}
