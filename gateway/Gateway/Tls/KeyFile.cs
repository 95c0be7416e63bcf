using SmartCity.Gateway.Forward.Files;

namespace SmartCity.Gateway.Tls;

/// <summary>Files whose content is whole or absent after a power cut, and secret ones that only their owner may read.</summary>
internal static class KeyFile
{
    private const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Public = Secret | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes with mode 0600, from the first byte on.</summary>
    public static void WriteSecret(string path, string text) => Write(path, text, Secret);

    /// <summary>Writes with mode 0644.</summary>
    public static void WritePublic(string path, string text) => Write(path, text, Public);

    /// <summary>Makes a directory that only its owner may enter.</summary>
    public static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Secret | UnixFileMode.UserExecute);
    }

    private static void Write(string path, string text, UnixFileMode mode)
    {
        var draft = path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using (var stream = new FileStream(draft, options))
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            writer.Write(text);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
        Durable.SyncDirectory(path);
    }
}
