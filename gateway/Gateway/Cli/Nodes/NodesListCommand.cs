using System.CommandLine;
using System.Globalization;
using SmartCity.Gateway.Fleet;
using SmartCity.Gateway.Fleet.Registry;

namespace SmartCity.Gateway.Cli.Nodes;

/// <summary><c>nodes list</c>: every node, whether it is connected, and what it last told.</summary>
internal static class NodesListCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var site = new Option<string?>("--site") { Description = "Only the nodes of this site.", HelpName = "SITE" };
        var command = new Command("list", "List the nodes with state, last sight, program, supply and board.") { config, site };
        command.SetAction((parsed, stop) => NodesCommand.WithAsync(parsed, config, async (options, store) =>
        {
            var answer = await FleetControl.AskAsync(options.Data, "live", stop).ConfigureAwait(false);
            var rows = store.Nodes.All().Where(node => parsed.GetValue(site) is not { } wanted || node.Site == wanted);
            var output = parsed.InvocationConfiguration.Output;
            foreach (var line in Lines(rows, answer?.Nodes, TimeProvider.System.GetUtcNow())) await output.WriteLineAsync(line).ConfigureAwait(false);
            if (answer is null) await parsed.InvocationConfiguration.Error.WriteLineAsync("no gateway runs on " + options.Data + ": as it was when it last ran").ConfigureAwait(false);
            return ExitCode.Ok;
        }));
        return command;
    }

    /// <summary>A table; <paramref name="live"/> is null when no gateway runs.</summary>
    internal static IEnumerable<string> Lines(IEnumerable<FleetNode> nodes, IReadOnlyList<LiveNode>? live, DateTimeOffset now)
    {
        var states = live?.ToDictionary(node => (node.Site, node.Node)) ?? [];
        yield return Row("NODE", "STATE", "SEEN", "PROGRAM", "SUPPLY", "BOARD", "NOTES");
        foreach (var node in nodes)
        {
            var connected = states.TryGetValue((node.Site, node.Node), out var state) && state.Connected;
            var seen = Math.Max(node.Report.SeenMs, state?.SeenMs ?? 0);
            yield return Row(
                node.ClientId, State(node, connected), Age(seen, now), node.Report.Firmware ?? "-",
                node.Report.Battery is { } volts ? volts.ToString("F1", CultureInfo.InvariantCulture) + " V" : "-", node.Board ?? "-", node.Notes ?? "").TrimEnd();
        }
    }

    /// <summary>In one word: revoked, connected, away, or new for a node nobody has heard of yet.</summary>
    internal static string State(FleetNode node, bool connected) => (node.RevokedMs, connected, node.Report.SeenMs) switch
    {
        (not null, _, _) => "revoked",
        (_, true, _) => "connected",
        (_, _, 0) => "new",
        _ => "away",
    };

    /// <summary>How long ago that was.</summary>
    internal static string Age(long ms, DateTimeOffset now)
    {
        if (ms == 0) return "never";
        var age = now - DateTimeOffset.FromUnixTimeMilliseconds(ms);
        return age switch
        {
            { TotalMinutes: < 2 } => $"{Math.Max(0, (int)age.TotalSeconds)} s",
            { TotalHours: < 2 } => $"{(int)age.TotalMinutes} min",
            { TotalDays: < 2 } => $"{(int)age.TotalHours} h",
            _ => $"{(int)age.TotalDays} d",
        };
    }

    private static string Row(params string[] cells) => $"{cells[0],-24} {cells[1],-10} {cells[2],-7} {cells[3],-12} {cells[4],-8} {cells[5],-18} {cells[6]}";
}
