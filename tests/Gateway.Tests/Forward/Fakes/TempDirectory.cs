namespace SmartCity.Gateway.Tests.Forward.Fakes;

/// <summary>A directory for one test.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Make();

    public string At(string name) => System.IO.Path.Combine(Path, name);

    // In memory where there is such a place: these tests look at what is written in which order, not at how long a disk takes.
    private static string Make()
    {
        const string Memory = "/dev/shm";
        if (!Directory.Exists(Memory)) return Directory.CreateTempSubdirectory("smartcity-").FullName;
        return Directory.CreateDirectory(System.IO.Path.Combine(Memory, "smartcity-" + System.IO.Path.GetRandomFileName())).FullName;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
