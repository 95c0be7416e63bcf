using Microsoft.Extensions.Logging;

namespace SmartCity.Gateway.Forward;

/// <summary>
/// What a sink is given besides its options. <paramref name="Gateway"/> is the gateway's name among the city's,
/// <paramref name="Data"/> the directory in which a sink may keep what it must remember, under its own name.
/// </summary>
internal sealed record SinkServices(string Gateway, string Data, TimeProvider Time, ILogger Log)
{
    /// <summary>A file of the sink's own; its directory is made.</summary>
    public string FileOf(string sink, string kind)
    {
        var directory = Path.Combine(Data, "sinks");
        Directory.CreateDirectory(directory);
        return Path.Combine(directory, $"{sink}.{kind}");
    }
}
