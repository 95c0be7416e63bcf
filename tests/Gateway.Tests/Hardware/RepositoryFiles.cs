namespace SmartCity.Gateway.Tests.Hardware;

/// <summary>Checked-in files, found from the test's own folder upwards.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = Find();

    public static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    private static string Find()
    {
        for (string? at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, "hardware", "channels.json"))) return at;
        }

        throw new DirectoryNotFoundException("no folder above the tests holds hardware/channels.json");
    }
}
