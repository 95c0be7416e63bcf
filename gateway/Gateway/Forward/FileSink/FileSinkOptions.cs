using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Forward.FileSink;

/// <summary>A sink of <c>"type": "file"</c>: readings as NDJSON.</summary>
internal sealed class FileSinkOptions : SinkOptions
{
    /// <summary>The file; relative to the configuration file.</summary>
    public string Path { get; set; } = "";

    public override void MakePathsAbsolute(string directory) => Path = System.IO.Path.GetFullPath(Path, directory);
}
