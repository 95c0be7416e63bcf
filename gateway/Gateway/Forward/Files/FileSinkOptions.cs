using SmartCity.Gateway.Config;
using SmartCity.Gateway.Forward.Engine;

namespace SmartCity.Gateway.Forward.Files;

/// <summary>A sink of <c>"type": "file"</c>: readings as NDJSON.</summary>
internal sealed class FileSinkOptions : SinkOptions
{
    /// <summary>The file being written; relative to the configuration file. Closed ones lie beside it, with their time in the name.</summary>
    public string Path { get; set; } = "";

    /// <summary>Size at which the file is closed and a new one begun, MiB.</summary>
    public int RotateMegabytes { get; set; } = 64;

    /// <summary>Age at which the file is closed and a new one begun, hours; 0: never for its age.</summary>
    public int RotateHours { get; set; } = 24;

    /// <summary>Compress closed files.</summary>
    public bool Gzip { get; set; }

    public override void MakePathsAbsolute(string directory) => Path = System.IO.Path.GetFullPath(Path, directory);

    public override void Check(string path, Action<string, string> report)
    {
        if (Directory.Exists(Path)) report(path + ".path", $"expected a file; {Path} is a directory");
    }

    public override SinkBinding Bind(SinkServices services) => new(new FileSink(this, services.Time), Forward);
}
