namespace SmartCity.Gateway.Forward;

/// <summary>A sink's password, given in the configuration or, better, in a file of its own.</summary>
internal static class SinkPassword
{
    /// <summary>Read at each connecting, so that a changed password needs no restart.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string? Read(string? password, string? file) => file is null ? password : File.ReadLines(file).FirstOrDefault();

    public static void Check(string? password, string? file, string path, Action<string, string> report)
    {
        if (password is not null && file is not null) report(path, "expected at most one of password, passwordFile");
        if (file is not null && !File.Exists(file)) report(path + ".passwordFile", $"there is no file {file}");
    }
}
