using SmartCity.Journal;

namespace SmartCity.Gateway.Forward.Files;

/// <summary>Making changes of a directory durable.</summary>
internal static class Durable
{
    /// <summary>Makes the creation or renaming of that file last through a power cut.</summary>
    public static void SyncDirectory(string path)
    {
        using var directory = new FileStorage(Path.GetDirectoryName(path)!);
        directory.SyncDirectory();
    }
}
