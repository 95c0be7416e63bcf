using System.Security.Cryptography;
using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Demo;

/// <summary>Where a demo keeps what it must remember: a directory that was named, or one of its own that goes with it.</summary>
internal sealed class DemoState : IDisposable
{
    private readonly bool _temporary;

    private DemoState(string root, bool temporary)
    {
        Root = root;
        _temporary = temporary;
        if (!temporary) DataDirectory.Make(root, "Name another one with --data, or leave it out");
        Password = Secret("password");
    }

    public string Root { get; }

    public string Gateway => Path.Combine(Root, "gateway");

    public string ProducedLedger => Path.Combine(Root, "ledger", "produced.txt");

    public string ReceivedLedger => Path.Combine(Root, "ledger", "received.txt");

    /// <summary>Shared by the demo's nodes and its city; made at the first start, readable by this user only.</summary>
    public string Password { get; }

    public static DemoState Open(string? directory) => directory is null
        ? new DemoState(Directory.CreateTempSubdirectory("smartcity-demo-").FullName, temporary: true)
        : new DemoState(Path.GetFullPath(directory), temporary: false);

    public string Flash(string site, string node) => Path.Combine(Root, "nodes", site, node);

    public void Dispose()
    {
        if (_temporary) Directory.Delete(Root, recursive: true);
    }

    private string Secret(string name)
    {
        var path = Path.Combine(Root, name);
        if (File.Exists(path) && File.ReadAllText(path) is { Length: > 0 } known) return known;
        var secret = RandomNumberGenerator.GetHexString(64, lowercase: true);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.Write(secret);
        return secret;
    }
}
