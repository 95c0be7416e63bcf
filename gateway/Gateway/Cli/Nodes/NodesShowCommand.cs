using System.CommandLine;
using SmartCity.Gateway.Fleet;

namespace SmartCity.Gateway.Cli.Nodes;

/// <summary><c>nodes show NODE</c>: all that is known of one.</summary>
internal static class NodesShowCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var node = NodesCommand.Node();
        var command = new Command("show", "Show all that is known of a node.") { node, config };
        command.SetAction((parsed, stop) => NodesCommand.WithAsync(parsed, config, node, known: true, async (options, store, name) =>
        {
            var answer = await FleetControl.AskAsync(options.Data, $"live {name.Site} {name.Node}", stop).ConfigureAwait(false);
            var live = answer?.Nodes is [var state] ? state : null;
            var output = parsed.InvocationConfiguration.Output;
            if (store.Nodes.Find(name.Site, name.Node) is not { } row)
            {
                await output.WriteLineAsync($"{name}: in the configuration, not seen yet").ConfigureAwait(false);
                return ExitCode.Ok;
            }

            var now = TimeProvider.System.GetUtcNow();
            void Line(string what, object? value)
            {
                if (value is not null and not "") output.WriteLine(FormattableString.Invariant($"{what,-12} {value}"));
            }

            Line("node", row.ClientId);
            Line("state", NodesListCommand.State(row, live?.Connected ?? false) + (live?.Address is { } address ? " from " + address : ""));
            Line("seen", NodesListCommand.Age(Math.Max(row.Report.SeenMs, live?.SeenMs ?? 0), now));
            Line("provisioned", row.ProvisionedMs is { } made ? NodesListCommand.Age(made, now) + " ago" : null);
            Line("revoked", row.RevokedMs is { } gone ? NodesListCommand.Age(gone, now) + " ago" : null);
            Line("board", row.Board);
            Line("profile", row.Profile);
            Line("position", row.Position is { } at ? FormattableString.Invariant($"{at.Latitude},{at.Longitude}") : null);
            Line("owner", row.Owner);
            Line("notes", row.Notes);
            Line("program", row.Report.Firmware);
            Line("supply", row.Report.Battery is { } volts ? FormattableString.Invariant($"{volts:F2} V") : null);
            Line("status", live?.Status);
            Line("desired", row.Desired);
            Line("reported", live?.Reported ?? row.Report.Reported);
            return ExitCode.Ok;
        }));
        return command;
    }
}
