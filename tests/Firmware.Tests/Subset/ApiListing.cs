using System.Text.Json;

namespace SmartCity.Firmware.Tests.Subset;

/// <summary>
/// The public members of the nanoFramework 1.x libraries, from listings that lie beside the repository where the machine
/// has them (<c>../shared/nano/api</c>): one JSON file an assembly.
/// </summary>
internal sealed class ApiListing
{
    private readonly Dictionary<string, (string? Base, HashSet<string> Members)> _types = [];

    /// <summary>Null when this machine has no listings.</summary>
    public static ApiListing? Find(string repository)
    {
        string folder = Path.Combine(repository, "..", "shared", "nano", "api");
        return Directory.Exists(folder) ? new ApiListing(folder) : null;
    }

    private ApiListing(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*.json"))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (JsonElement type in document.RootElement.GetProperty("types").EnumerateArray()) Add(type);
        }
    }

    public bool HasType(string fullName) => _types.ContainsKey(fullName);

    /// <summary>True when the type, or one it derives from, has a method of that name and number of parameters, or a field (-1).</summary>
    public bool HasMember(string type, string name, int parameters)
    {
        for (string? at = type; at != null && _types.TryGetValue(at, out (string? Base, HashSet<string> Members) entry); at = entry.Base)
        {
            if (entry.Members.Contains(Key(name, parameters))) return true;
        }

        return false;
    }

    private void Add(JsonElement type)
    {
        HashSet<string> members = [];
        if (type.TryGetProperty("m", out JsonElement methods) && methods.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement method in methods.EnumerateArray())
            {
                int count = method.TryGetProperty("p", out JsonElement parameters) ? parameters.GetArrayLength() : 0;
                members.Add(Key(method.GetProperty("n").GetString()!, count));
            }
        }

        if (type.TryGetProperty("f", out JsonElement fields) && fields.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement field in fields.EnumerateArray()) members.Add(Key(field.GetProperty("n").GetString()!, -1));
        }

        string? parent = type.TryGetProperty("b", out JsonElement b) && b.ValueKind == JsonValueKind.String ? b.GetString()!.Split('|')[^1] : null;
        _types[type.GetProperty("n").GetString()!] = (parent, members);
    }

    private static string Key(string name, int parameters) => $"{name}/{parameters}";
}
