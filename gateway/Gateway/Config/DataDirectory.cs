namespace SmartCity.Gateway.Config;

/// <summary>The directory that holds all state. Made at the first use; one that cannot be made, or not be written, is told with what to do.</summary>
internal static class DataDirectory
{
    private const string InConfiguration = "Name another one as \"data\" in the configuration, or let this account write there";

    /// <param name="remedy">What the person can do, without the full stop; null: as for a path of the configuration.</param>
    /// <exception cref="IOException">It cannot be made or written; the message says what, where, and what to do.</exception>
    public static void Make(string path, string? remedy = null)
    {
        try
        {
            Directory.CreateDirectory(path);
            var probe = Path.Combine(path, ".write-" + Path.GetRandomFileName());
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var verb = Directory.Exists(path) ? "written to" : "made";
            throw new IOException($"The data directory {path} cannot be {verb}: {Reason(e, path)}. {remedy ?? InConfiguration}.", e);
        }
    }

    // The runtime says "Could not find file" of a directory that the file system refuses to make.
    private static string Reason(Exception e, string path) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"the file system under {Existing(path)} takes no new directories or files",
        UnauthorizedAccessException => $"the account {Environment.UserName} may not write to {Existing(path)}",
        _ => e.Message.TrimEnd('.'),
    };

    private static string Existing(string path)
    {
        var at = path;
        while (!Directory.Exists(at) && Path.GetDirectoryName(at) is { Length: > 0 } parent) at = parent;
        return at;
    }
}
