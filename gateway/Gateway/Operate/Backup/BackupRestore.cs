using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Tls;
using SmartCity.Journal;

namespace SmartCity.Gateway.Operate.Backup;

/// <summary>Makes a machine the gateway that a backup was taken of. The journal it has stays.</summary>
internal static class BackupRestore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Puts the configuration to <paramref name="configFile"/> with its files beside, and the state where that configuration says.</summary>
    /// <exception cref="InvalidDataException">The backup is not one, or this machine is another gateway already and <paramref name="replace"/> is false.</exception>
    /// <exception cref="StorageException">A gateway runs on that state directory.</exception>
    public static (BackupManifest Manifest, string Data) Run(string source, string configFile, bool replace)
    {
        var (manifest, files) = BackupArchive.Read(source);
        var configName = BackupContents.Config + manifest.ConfigFile;
        var text = files.FirstOrDefault(file => file.Name == configName).Content ?? throw new InvalidDataException($"{source} holds no {configName}");
        var data = DataOf(text, configFile);

        using var storage = new FileStorage(Path.Combine(data, "journal"));
        using var held = storage.Lock();
        if (!replace && (File.Exists(FleetStore.PathIn(data)) || Directory.Exists(GatewayAuthority.Folder(data))))
        {
            throw new InvalidDataException($"{data} has identity or registry of a gateway already; --replace puts those of {manifest.Gateway} in their place");
        }

        var configDirectory = Path.GetDirectoryName(Path.GetFullPath(configFile))!;
        foreach (var (name, content) in files)
        {
            var target = name == configName ? Path.GetFullPath(configFile)
                : name.StartsWith(BackupContents.Config, StringComparison.Ordinal) ? Path.Combine(configDirectory, name[BackupContents.Config.Length..])
                : Path.Combine(data, name[BackupContents.State.Length..]);
            Write(target, content);
        }

        return (manifest, data);
    }

    // The files it names are not there yet, so no more than the place of the state is asked of it.
    private static string DataOf(byte[] text, string configFile)
    {
        var root = ConfigText.Parse(text, configFile, []) ?? throw new InvalidDataException("the configuration in the backup is not JSON");
        return Path.GetFullPath(root["data"]?.Text ?? new GatewayOptions().Data, Path.GetDirectoryName(Path.GetFullPath(configFile))!);
    }

    // A configuration that is there keeps its mode: the package lets the service's group read it.
    private static void Write(string target, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var stream = new FileStream(target, options);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }
}
