using System.CommandLine;

namespace SmartCity.Gateway.Cli.Nodes;

/// <summary><c>nodes revoke NODE</c>: its credentials are void from now on, its connection is closed.</summary>
internal static class NodesRevokeCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var node = NodesCommand.Node();
        var command = new Command("revoke", "Take a node's credentials from it and close its connection.") { node, config };
        command.SetAction((parsed, stop) => NodesCommand.WithAsync(parsed, config, node, known: true, async (options, store, name) =>
        {
            store.Nodes.Revoke(name.Site, name.Node, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            var running = await NodesCommand.ApplyAsync(options, name, stop).ConfigureAwait(false) is not null;
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                running ? $"{name} is revoked and disconnected" : $"{name} is revoked; no gateway answered on {options.Data}: one that runs cuts it off within a second, the next start knows").ConfigureAwait(false);
            return ExitCode.Ok;
        }));
        return command;
    }
}
