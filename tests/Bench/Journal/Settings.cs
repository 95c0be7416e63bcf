using System.Globalization;

namespace SmartCity.Bench.Journal;

/// <summary>Options of the journal's benchmark.</summary>
/// <param name="Commits">Commits a round.</param>
/// <param name="Rounds">Rounds; the median of them counts.</param>
/// <param name="Recovery">Records in the recovery test.</param>
/// <param name="Backlog">Records in the drain and memory test.</param>
/// <param name="CommitsOnly">Leaves recovery and backlog out.</param>
internal sealed record Settings(string Directory, int Commits, int Rounds, int Recovery, int Backlog, bool CommitsOnly, bool Json)
{
    public const int PayloadBytes = 120;

    public static Settings Parse(string[] args) => new(
        Text(args, "--directory") ?? System.IO.Directory.CreateTempSubdirectory("bench-journal-").FullName,
        Number(args, "--commits", 400), Number(args, "--rounds", 5), Number(args, "--recovery", 1_000_000), Number(args, "--backlog", 10_000_000), args.Contains("--commits-only"), args.Contains("--json"));

    private static int Number(string[] args, string name, int otherwise) =>
        Text(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string? Text(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
