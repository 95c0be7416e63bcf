using System.Text.Json;

namespace SmartCity.Gateway.Config;

/// <summary>A configuration as read: the options, or every fault that was found.</summary>
internal sealed record ConfigResult(GatewayOptions? Options, IReadOnlyList<ConfigError> Errors)
{
    public bool Ok => Options is not null;
}

/// <summary>Reads a configuration: text, schema, model, rules, in this order; each looks only at what the one before let pass.</summary>
internal static class ConfigFile
{
    private const string SchemaResource = "gateway.schema.json";

    /// <summary>Reads a file; a file that cannot be read is an error like any other.</summary>
    public static ConfigResult Load(string path)
    {
        return Read(path, out var fault) is { } utf8 ? Parse(utf8, path) : new ConfigResult(null, [fault!]);
    }

    /// <summary>The bytes of a file, or null with the reason.</summary>
    public static byte[]? Read(string path, out ConfigError? fault)
    {
        try
        {
            fault = null;
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var reason = e switch
            {
                ArgumentException => "expected the name of a file",
                FileNotFoundException or DirectoryNotFoundException => $"there is no file {path}",
                _ when Directory.Exists(path) => "expected a file, found a directory",
                _ => e.Message,
            };
            fault = new ConfigError(path, 1, 1, "$", reason);
            return null;
        }
    }

    /// <summary>Reads a text; paths in it are resolved against the directory of <paramref name="file"/>.</summary>
    public static ConfigResult Parse(ReadOnlySpan<byte> utf8, string file)
    {
        utf8 = ConfigText.WithoutMark(utf8);
        var errors = new List<ConfigError>();
        var root = ConfigText.Parse(utf8, file, errors);
        if (root is not null) new SchemaCheck(ReadSchema(), file, errors).Check(root);
        if (errors.Count > 0) return new ConfigResult(null, errors);

        var options = JsonSerializer.Deserialize(utf8, ConfigJson.Default.GatewayOptions)!;
        ConfigPaths.MakeAbsolute(options, Path.GetDirectoryName(Path.GetFullPath(file))!);
        ConfigRules.Check(options, (path, message) =>
        {
            var at = root!.Closest(path);
            errors.Add(new ConfigError(file, at.Line, at.Column, path, message));
        });
        return errors.Count > 0 ? new ConfigResult(null, errors) : new ConfigResult(options, errors);
    }

    /// <summary>The schema's text, as built in.</summary>
    public static byte[] SchemaText()
    {
        using var stream = typeof(ConfigFile).Assembly.GetManifestResourceStream(SchemaResource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    public static ConfigNode ReadSchema() => ConfigText.Parse(SchemaText(), SchemaResource, [])!;
}
