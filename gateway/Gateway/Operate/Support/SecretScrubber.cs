using System.Text.Json;
using System.Text.RegularExpressions;
using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Operate.Support;

/// <summary>
/// Takes secrets out of texts that leave the machine: every value the configuration keeps under a name of a secret, the
/// first lines of the files it names for them, and whatever has the form of a key or of a password in an address.
/// </summary>
internal sealed partial class SecretScrubber
{
    public const string Removed = "[removed]";

    // Shorter ones would take half of the words out of a log.
    private const int ShortestSecret = 4;

    private readonly string[] _secrets;

    public SecretScrubber(IEnumerable<string> secrets) =>
        _secrets = [.. secrets.Where(secret => secret.Length >= ShortestSecret).Distinct().OrderByDescending(secret => secret.Length)];

    /// <summary>The secrets of a configuration, those in files beside it, too.</summary>
    public static SecretScrubber Of(string configFile)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(configFile))!;
        var secrets = new List<string>();
        if (ConfigText.Parse(File.ReadAllBytes(configFile), configFile, []) is { } root) Collect(root, "", directory, secrets);
        var folder = Path.Combine(directory, "secrets");
        if (Directory.Exists(folder)) secrets.AddRange(Directory.GetFiles(folder).SelectMany(FirstLine));
        return new SecretScrubber(secrets);
    }

    public string Scrub(string text)
    {
        text = PrivateKey().Replace(text, Removed);
        text = Hash().Replace(text, Removed);
        text = AddressPassword().Replace(text, "$1" + Removed + "@");
        text = Member().Replace(text, "$1\"" + Removed + "\"");
        foreach (var secret in _secrets) text = text.Replace(secret, Removed, StringComparison.Ordinal);
        return text;
    }

    private static void Collect(ConfigNode node, string name, string directory, List<string> secrets)
    {
        if (node.Kind == JsonTokenType.String && SecretName().IsMatch(name))
        {
            if (name.EndsWith("File", StringComparison.Ordinal)) secrets.AddRange(FirstLine(Path.GetFullPath(node.Text, directory)));
            else secrets.Add(node.Text);
        }

        foreach (var (key, value) in node.Members) Collect(value, key, directory, secrets);
        foreach (var item in node.Items) Collect(item, name, directory, secrets);
    }

    private static IEnumerable<string> FirstLine(string file)
    {
        try
        {
            return [.. File.ReadLines(file).Take(1).Select(line => line.Trim())];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    [GeneratedRegex("password|secret|token|apikey|credential|sha256", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    // A configuration that cannot be read as JSON has no keys to go by; its text has. A number, or a text left open, goes, too.
    [GeneratedRegex("""("\w*(?:password|passwordHash|secret|token|apikey|credential|sha256)"\s*:\s*)("(?:[^"\\\r\n]|\\.)*"?|[^\s,}"\[{]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Member();

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|\\z)", RegexOptions.Singleline)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\$(pbkdf2-|sha256\$)[^\s""]+")]
    private static partial Regex Hash();

    [GeneratedRegex(@"(\b[a-z][a-z0-9+.-]*://[^\s/:@""]+:)[^\s/@""]+@", RegexOptions.IgnoreCase)]
    private static partial Regex AddressPassword();
}
