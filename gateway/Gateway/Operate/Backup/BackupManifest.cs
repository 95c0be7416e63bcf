using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Operate.Backup;

/// <summary>The first file of a backup: what it is, of whom, and of when.</summary>
/// <param name="Format">Version of the layout; a later one is refused by name.</param>
/// <param name="Gateway">Name of the gateway it was taken of.</param>
/// <param name="Program">Version of the program that took it.</param>
/// <param name="ConfigFile">File name of the configuration among the files below <c>config/</c>.</param>
internal sealed record BackupManifest(int Format, string Gateway, string Program, DateTimeOffset Taken, string ConfigFile)
{
    public const int CurrentFormat = 1;
    public const string EntryName = "smartcity-backup.json";
}

/// <summary>Source-generated form of the manifest.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
