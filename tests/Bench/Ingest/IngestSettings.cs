using System.Globalization;

namespace SmartCity.Bench.Ingest;

/// <summary>Options of the ingest benchmark.</summary>
/// <param name="Connections">Numbers of connections, one after the other.</param>
/// <param name="Seconds">Seconds a round is measured, after one of warming up.</param>
/// <param name="Rounds">Rounds of each contender in turn; the median counts.</param>
/// <param name="Window">Publishes a connection has under way, of either contender.</param>
/// <param name="LingerMs">The gateway's linger.</param>
/// <param name="Gateway">A published gateway to measure instead of the one built with this benchmark.</param>
internal sealed record IngestSettings(int[] Connections, int Seconds, int Rounds, int Window, int LingerMs, string? Gateway, bool Json)
{
    public static IngestSettings Parse(string[] args) => new(
        [.. (Text(args, "--connections") ?? "1,50,500").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))],
        Number(args, "--seconds", 4), Number(args, "--rounds", 3), Number(args, "--window", 1), Number(args, "--linger", 10), Text(args, "--gateway"), args.Contains("--json"));

    public static int Number(string[] args, string name, int otherwise) =>
        Text(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public static string? Text(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
