using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Operate.Metrics;

namespace SmartCity.Gateway.Operate.Backup;

/// <summary>Backups as files: a gzipped tar with the manifest first, then <c>config/</c> and <c>state/</c>. It holds secrets and is its owner's alone.</summary>
internal static class BackupArchive
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const long LargestEntry = 256 << 20;

    // RFC 1952, 2.3.1: ID1 and ID2.
    private static readonly byte[] GzipMark = [0x1F, 0x8B];

    /// <summary>Takes a backup; returns the files that the configuration names and that are not in it.</summary>
    public static IReadOnlyList<string> Write(string target, string configFile, GatewayOptions options, DateTimeOffset now)
    {
        var configDirectory = Path.GetDirectoryName(Path.GetFullPath(configFile))!;
        var part = PartOf(target);
        var files = BackupContents.OfConfig(configFile, out var outside);
        var registry = target + ".registry";
        File.Delete(registry);
        try
        {
            var hasRegistry = BackupContents.CopyRegistry(options.Data, registry);
            var create = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) create.UnixCreateMode = OwnerOnly;
            using (var stream = new FileStream(part, create))
            {
                using (var zip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
                using (var tar = new TarWriter(zip, TarEntryFormat.Pax))
                {
                    var manifest = new BackupManifest(BackupManifest.CurrentFormat, options.Gateway, MachineMetrics.Version, now, Path.GetFileName(configFile));
                    Add(tar, BackupManifest.EntryName, new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, BackupJson.Default.BackupManifest)), now);
                    foreach (var file in files) AddFile(tar, BackupContents.Config + file, Path.Combine(configDirectory, file), now);
                    foreach (var file in BackupContents.OfState(options.Data)) AddFile(tar, BackupContents.State + file, Path.Combine(options.Data, file), now);
                    if (hasRegistry) AddFile(tar, BackupContents.State + Path.GetFileName(FleetStore.PathIn(options.Data)), registry, now);
                }

                stream.Flush(flushToDisk: true);
            }

            // The backup before this one stays until this one is whole.
            if (part != target) File.Move(part, target, overwrite: true);
        }
        finally
        {
            File.Delete(registry);
            if (part != target) File.Delete(part);
        }

        return outside;
    }

    // Where the backup is written until it is whole. A file of no length has nothing to lose, and may be a pipe.
    private static string PartOf(string target)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(target)) is { } directory && !Directory.Exists(directory)) throw new IOException($"there is no directory {directory} for the backup; make it or name another");
        if (Directory.Exists(target)) throw new IOException($"{target} is a directory; name a file in it");
        if (new FileInfo(target) is { Exists: true, Length: 0 }) return target;
        if (!File.Exists(target)) return target + ".part";
        using var there = File.OpenRead(target);
        if (there.ReadByte() != GzipMark[0] || there.ReadByte() != GzipMark[1]) throw new IOException($"{target} is there already and is no backup; name another file");
        return target + ".part";
    }

    /// <summary>Reads manifest and files; nothing is written yet, so a damaged backup changes nothing.</summary>
    /// <exception cref="InvalidDataException">It is no backup, is of a later version, or holds what no backup holds.</exception>
    public static (BackupManifest Manifest, IReadOnlyList<(string Name, byte[] Content)> Files) Read(string source)
    {
        using var stream = File.OpenRead(source);
        try
        {
            return Read(source, stream);
        }
        catch (Exception e) when (e is EndOfStreamException or JsonException || (e is InvalidDataException && !e.Message.StartsWith(source, StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"{source} is no backup of a gateway, or a damaged one: {e.Message}", e);
        }
    }

    private static (BackupManifest Manifest, IReadOnlyList<(string Name, byte[] Content)> Files) Read(string source, Stream stream)
    {
        using var zip = new GZipStream(stream, CompressionMode.Decompress);
        using var tar = new TarReader(zip);
        BackupManifest? manifest = null;
        var files = new List<(string, byte[])>();
        while (tar.GetNextEntry() is { } entry)
        {
            if (manifest is null)
            {
                if (entry.Name != BackupManifest.EntryName) break;
                manifest = JsonSerializer.Deserialize(Content(entry), BackupJson.Default.BackupManifest);
                if (manifest is { Format: > BackupManifest.CurrentFormat }) throw new InvalidDataException($"{source} has backup format {manifest.Format}, taken by version {manifest.Program}; this program knows up to {BackupManifest.CurrentFormat}");
            }
            else
            {
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !Belongs(entry.Name)) throw new InvalidDataException($"{source} holds {entry.Name}, which no backup does");
                files.Add((entry.Name, Content(entry)));
            }
        }

        return manifest is null ? throw new InvalidDataException($"{source} is no backup of a gateway") : (manifest, files);
    }

    private static bool Belongs(string name) =>
        (name.StartsWith(BackupContents.Config, StringComparison.Ordinal) || name.StartsWith(BackupContents.State, StringComparison.Ordinal))
        && !name.Split('/').Contains("..") && !name.Contains("//", StringComparison.Ordinal);

    private static byte[] Content(TarEntry entry)
    {
        if (entry.Length > LargestEntry) throw new InvalidDataException($"{entry.Name} in it is larger than any file of a backup");
        using var memory = new MemoryStream();
        entry.DataStream?.CopyTo(memory);
        return memory.ToArray();
    }

    private static void AddFile(TarWriter tar, string name, string path, DateTimeOffset now)
    {
        using var content = File.OpenRead(path);
        Add(tar, name, content, now);
    }

    private static void Add(TarWriter tar, string name, Stream content, DateTimeOffset now) =>
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = OwnerOnly, ModificationTime = now });
}
