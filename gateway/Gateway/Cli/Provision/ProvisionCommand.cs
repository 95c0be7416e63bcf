using System.CommandLine;
using SmartCity.Gateway.Cli.Nodes;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet;
using SmartCity.Gateway.Fleet.Provision;
using SmartCity.Gateway.Fleet.Registry;

namespace SmartCity.Gateway.Cli.Provision;

/// <summary><c>provision node ix-017 --site … --board … --position …</c>, and <c>nodes replace</c>, which does it again for a node that is known.</summary>
internal static class ProvisionCommand
{
    public static Command Create()
    {
        var options = new ProvisionOptions();
        var name = new Argument<string>("NODE") { Description = "The node's name, [a-z0-9-]{1,32}." };
        var site = new Option<string?>("--site") { Description = "Its site; left out: the gateway's own.", HelpName = "SITE" };
        var board = new Option<string>("--board") { Description = "The board it is built on: " + string.Join(", ", BoardTemplates.Names) + ".", HelpName = "BOARD", Required = true };
        var position = NodesSetCommand.Position();
        var node = new Command("node", "Give a node credentials, and write all it needs to a folder.") { name, site, board, position };
        options.AddTo(node);
        node.SetAction((parsed, stop) => NodesCommand.WithAsync(parsed, options.Config, async (gateway, store) =>
        {
            var text = parsed.GetRequiredValue(name);
            if (!NodeName.TryParse(text, parsed.GetValue(site) ?? gateway.Site, out var who))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"'{text}': expected a node such as ix-017, and a site, each [a-z0-9-]{{1,32}}").ConfigureAwait(false);
                return ExitCode.Usage;
            }

            if (store.Nodes.Find(who.Site, who.Node) is { Secret: not null })
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"{who} has credentials already; `nodes replace {who}` gives it new ones and makes the old void").ConfigureAwait(false);
                return ExitCode.Failed;
            }

            return await RunAsync(parsed, options, gateway, store, who, parsed.GetRequiredValue(board), parsed.GetValue(position), stop).ConfigureAwait(false);
        }));
        return new Command("provision", "Put something into service.") { node };
    }

    public static Command CreateReplace()
    {
        var options = new ProvisionOptions();
        var node = NodesCommand.Node();
        var command = new Command("replace", "Give a node new credentials and a new folder, for a box that takes its place; the old credentials are void.") { node };
        options.AddTo(command);
        command.SetAction((parsed, stop) => NodesCommand.WithAsync(parsed, options.Config, node, known: true, async (gateway, store, who) =>
        {
            if (store.Nodes.Find(who.Site, who.Node) is { Board: { } board }) return await RunAsync(parsed, options, gateway, store, who, board, null, stop).ConfigureAwait(false);
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"the board of {who} is not known; say it with `nodes set {who} --board NAME`").ConfigureAwait(false);
            return ExitCode.Failed;
        }));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, ProvisionOptions options, GatewayOptions gateway, FleetStore store, NodeName who, string board, GeoPosition? position, CancellationToken stop)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (BoardTemplates.Find(board) is null)
        {
            await error.WriteLineAsync($"there is no board {board}; expected one of {string.Join(", ", BoardTemplates.Names)}").ConfigureAwait(false);
            return ExitCode.Usage;
        }

        var wifi = options.Wifi(parsed, out var fault);
        if (fault is not null)
        {
            await error.WriteLineAsync(fault).ConfigureAwait(false);
            return ExitCode.Usage;
        }

        var folder = Path.Combine(options.Out(parsed), who.Node);
        Provisioner.Run(gateway, store, options.Request(parsed, who, board) with { Position = position, Wifi = wifi }, folder, TimeProvider.System.GetUtcNow());
        var running = await NodesCommand.ApplyAsync(gateway, who, stop).ConfigureAwait(false) is not null;

        await output.WriteLineAsync($"{who} ({ShortCode.Of(who)}) is provisioned{(running ? "" : "; no gateway runs, the next start knows it")}").ConfigureAwait(false);
        await output.WriteLineAsync($"its folder: {Path.GetFullPath(folder)} (holds its secret; print label.pdf)").ConfigureAwait(false);
        await output.WriteLineAsync($"next: smartcity-gateway flash --port /dev/ttyUSB0 --node {who.Site}/{who.Node} --from {options.Out(parsed)} --config …").ConfigureAwait(false);
        if (wifi is null) await error.WriteLineAsync("no wireless network was given (--wifi): the node has none until you add \"wifi\" to its node.json").ConfigureAwait(false);
        return ExitCode.Ok;
    }
}
