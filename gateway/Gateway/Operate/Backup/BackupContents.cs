using System.Text.Json;
using Microsoft.Data.Sqlite;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet.Registry;

namespace SmartCity.Gateway.Operate.Backup;

/// <summary>
/// What makes this gateway this gateway: configuration with the files it names, identity and keys, registry and credentials
/// of its nodes. Not the journal: it is large, it is of this machine, and the city has most of it.
/// </summary>
internal static class BackupContents
{
    public const string Config = "config/";
    public const string State = "state/";
    private const long LargestFile = 1 << 20;

    // Of the state directory; a folder stands for all files in it.
    private static readonly string[] StateNames = ["tls", "config", "web-admin"];

    /// <summary>The files of a configuration's own directory that it names, and itself; names relative to that directory.</summary>
    /// <param name="outside">Those it names that lie elsewhere, and so are not in a backup.</param>
    public static IReadOnlyList<string> OfConfig(string file, out IReadOnlyList<string> outside)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var root = ConfigText.Parse(File.ReadAllBytes(file), file, []) ?? throw new InvalidDataException($"{file} is not JSON");
        var named = Texts(root).Select(text => Path.GetFullPath(text, directory)).Where(path => IsSmallFile(path) && !path.StartsWith("/usr/", StringComparison.Ordinal)).Append(Path.GetFullPath(file)).Distinct().ToList();
        var secrets = Path.Combine(directory, "secrets");
        if (Directory.Exists(secrets)) named = [.. named.Union(Directory.GetFiles(secrets))];
        var inside = directory.EndsWith('/') ? directory : directory + "/";
        outside = [.. named.Where(path => !path.StartsWith(inside, StringComparison.Ordinal))];
        return [.. named.Except(outside).Select(path => path[inside.Length..]).Order(StringComparer.Ordinal)];
    }

    /// <summary>Files of the state directory, relative to it; the registry is not among them, see <see cref="CopyRegistry"/>.</summary>
    public static IReadOnlyList<string> OfState(string data) =>
        [.. StateNames.Select(name => Path.Combine(data, name)).SelectMany(Files).Select(path => Path.GetRelativePath(data, path)).Order(StringComparer.Ordinal)];

    /// <summary>A whole copy of the registry, also while a gateway writes it; false where there is none.</summary>
    public static bool CopyRegistry(string data, string to)
    {
        var path = FleetStore.PathIn(data);
        if (!File.Exists(path)) return false;
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 10 }.ToString();
        try
        {
            using var connection = new SqliteConnection(text);
            connection.Open();
            using var copy = connection.CreateCommand();
            copy.CommandText = "VACUUM INTO $to";
            copy.Parameters.AddWithValue("$to", to);
            copy.ExecuteNonQuery();
            return true;
        }
        catch (SqliteException e)
        {
            throw new IOException($"the registry {path} cannot be copied to {to}: {e.Message}", e);
        }
    }

    private static IEnumerable<string> Files(string path) => Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : File.Exists(path) ? [path] : [];

    private static IEnumerable<string> Texts(ConfigNode node)
    {
        if (node.Kind == JsonTokenType.String && node.Text.Length > 0 && !node.Text.Contains('\0', StringComparison.Ordinal)) yield return node.Text;
        foreach (var text in node.Members.Where(member => member.Key != "$schema").Select(member => member.Value).Concat(node.Items).SelectMany(Texts)) yield return text;
    }

    private static bool IsSmallFile(string path) => new FileInfo(path) is { Exists: true, Length: <= LargestFile };
}
