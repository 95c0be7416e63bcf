using System.CommandLine;
using System.CommandLine.Parsing;
using SmartCity.Gateway.Cli.Provision;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet;
using SmartCity.Gateway.Fleet.Provision;
using SmartCity.Gateway.Fleet.Registry;

namespace SmartCity.Gateway.Cli.Nodes;

/// <summary><c>nodes …</c>: the registry of nodes, and what can be done with one.</summary>
internal static class NodesCommand
{
    public static Command Create() => new("nodes", "See the nodes, and do something with one.")
    {
        NodesListCommand.Create(),
        NodesShowCommand.Create(),
        NodesSetCommand.Create(),
        NodesConfigCommand.Create(),
        NodesCallCommand.CreateIdentify(),
        NodesCallCommand.CreateCommand(),
        NodesRevokeCommand.Create(),
        ProvisionCommand.CreateReplace(),
        NodesImportCommand.Create(),
        NodesExportCommand.Create(),
    };

    /// <summary>The argument that names one node.</summary>
    public static Argument<string> Node() => new("NODE") { Description = "The node: ix-017 at the gateway's own site, xizhimen/ix-017 at another; or the code on its label." };

    /// <summary>Runs something on the registry of a configuration; faults of both are told in one line.</summary>
    public static async Task<int> WithAsync(ParseResult parsed, Option<string> config, Func<GatewayOptions, FleetStore, Task<int>> run)
    {
        if (ConfigOption.Load(parsed, config) is not { } options) return ExitCode.Config;
        using var store = FleetStore.Open(options.Data);
        return await run(options, store).ConfigureAwait(false);
    }

    /// <summary>The same for one node; <paramref name="known"/>: it must be in the registry.</summary>
    public static Task<int> WithAsync(
        ParseResult parsed, Option<string> config, Argument<string> argument, bool known, Func<GatewayOptions, FleetStore, NodeName, Task<int>> run) =>
        WithAsync(parsed, config, (options, store) =>
        {
            var error = parsed.InvocationConfiguration.Error;
            var text = ByCode(store, parsed.GetRequiredValue(argument));
            if (!NodeName.TryParse(text, options.Site, out var name))
            {
                error.WriteLine($"'{text}': expected a node such as ix-017 or xizhimen/ix-017, or the code on its label, each part [a-z0-9-]{{1,32}}");
                return Task.FromResult(ExitCode.Usage);
            }

            var configured = options.Nodes.Exists(node => node.Site == name.Site && node.Node == name.Node);
            if (known && !configured && store.Nodes.Find(name.Site, name.Node) is null)
            {
                error.WriteLine($"{name} is neither in the registry nor in the configuration; `nodes list` shows those that are");
                return Task.FromResult(ExitCode.Failed);
            }

            return run(options, store, name);
        });

    // The code on the label stands for the name.
    private static string ByCode(FleetStore store, string text)
    {
        if (!ShortCode.IsOne(text)) return text;
        var known = store.Nodes.All().FirstOrDefault(row => ShortCode.Of(new NodeName(row.Site, row.Node)).Equals(text, StringComparison.OrdinalIgnoreCase));
        return known?.ClientId ?? text;
    }

    /// <summary>Tells the running gateway, if there is one, that a row was changed.</summary>
    public static Task<FleetAnswer?> ApplyAsync(GatewayOptions options, NodeName name, CancellationToken stop) =>
        FleetControl.AskAsync(options.Data, $"apply {name.Site} {name.Node}", stop);
}
