using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Operate.Reload;

/// <summary>A configuration and the text it was read from.</summary>
internal sealed record LoadedConfig(byte[] Text, GatewayOptions Options)
{
    /// <summary>Reads and checks the file; null with its faults when it is wrong.</summary>
    public static LoadedConfig? TryLoad(string file, out IReadOnlyList<ConfigError> faults)
    {
        if (ConfigFile.Read(file, out var fault) is { } text) return TryParse(text, file, out faults);
        faults = [fault!];
        return null;
    }

    /// <summary>Checks a text as if it stood in <paramref name="file"/>.</summary>
    public static LoadedConfig? TryParse(byte[] text, string file, out IReadOnlyList<ConfigError> faults)
    {
        var result = ConfigFile.Parse(text, file);
        faults = result.Errors;
        return result.Options is { } options ? new LoadedConfig(text, options) : null;
    }
}
