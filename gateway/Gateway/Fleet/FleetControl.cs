using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmartCity.Gateway.Hosting.Control;
using SmartCity.Gateway.Ingest;

namespace SmartCity.Gateway.Fleet;

/// <summary>A node's connection as it is now; <c>Status</c> and <c>Reported</c> are JSON as the node sent it.</summary>
internal sealed record LiveNode(string Site, string Node, bool Connected, string? Address, long SeenMs, long Packs, string? Status, string? Reported, long ReportedMs = 0);

/// <summary>What the running gateway answers the command line.</summary>
internal sealed record FleetAnswer(IReadOnlyList<LiveNode>? Nodes = null, string? Sent = null, string? Outcome = null, string? Fault = null);

/// <summary>Source-generated form of the answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FleetAnswer))]
internal sealed partial class FleetJson : JsonSerializerContext;

/// <summary>
/// Lets the command line reach the nodes: <c>live</c>, <c>live SITE NODE</c>, <c>apply SITE NODE</c> and
/// <c>command SITE NODE SECONDS ID JSON</c> in, a <see cref="FleetAnswer"/> out.
/// </summary>
internal static class FleetControl
{
    private const int MaxLine = 8192;
    private const int MaxWaitSeconds = 300;

    public static string PathIn(string data) => Path.Combine(data, "fleet.sock");

    /// <summary>Listens, or says in the log why it cannot; the gateway runs without it, too.</summary>
    public static LineSocket? TryOpen(FleetDesk desk, TimeProvider time, string data, ILogger log) =>
        LineSocket.TryOpen(
            PathIn(data), MaxLine,
            async (line, stop) => JsonSerializer.SerializeToUtf8Bytes(await AnswerAsync(desk, line, stop).ConfigureAwait(false), FleetJson.Default.FleetAnswer),
            time, log);

    /// <summary>The answer, or null when no gateway runs on that state directory.</summary>
    public static async Task<FleetAnswer?> AskAsync(string data, string line, CancellationToken cancellation)
    {
        if (await LineSocket.AskAsync(PathIn(data), line, cancellation).ConfigureAwait(false) is not { } stream) return null;
        await using (stream.ConfigureAwait(false))
        {
            return await JsonSerializer.DeserializeAsync(stream, FleetJson.Default.FleetAnswer, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<FleetAnswer> AnswerAsync(FleetDesk desk, string line, CancellationToken stop)
    {
        var words = line.Split(' ', 6);
        switch (words)
        {
            case ["live"]:
                return new FleetAnswer(Nodes: [.. desk.Live().Select(node => Live(node.Row.Site, node.Row.Node, node.State, whole: false))]);
            case ["live", var site, var node]:
                return new FleetAnswer(Nodes: [.. desk.Live().Where(known => known.Row.Site == site && known.Row.Node == node).Select(known => Live(site, node, known.State, whole: true))]);
            case ["apply", var site, var node]:
                await desk.ApplyAsync(site, node).ConfigureAwait(false);
                return new FleetAnswer();
            case ["command", var site, var node, var seconds, var id, var json] when int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var wait) && wait <= MaxWaitSeconds:
                var (sent, outcome) = await desk.CommandAsync(site, node, id, json, TimeSpan.FromSeconds(wait), stop).ConfigureAwait(false);
                return new FleetAnswer(Sent: sent.ToString(), Outcome: outcome);
            default:
                return new FleetAnswer(Fault: "expected live, apply or command");
        }
    }

    private static LiveNode Live(string site, string node, NodeState? state, bool whole) => new(
        site, node, state?.Connected ?? false, state?.Session?.Address.ToString(), state?.LastSeenMs ?? 0, state?.Packs ?? 0,
        whole ? Text(state?.Status) : null, whole ? Text(state?.Reported) : null, state?.ReportedMs ?? 0);

    private static string? Text(ReadOnlyMemory<byte>? json) => json is { } text ? Encoding.UTF8.GetString(text.Span) : null;
}
