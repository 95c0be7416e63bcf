using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Fleet.Rollout;

namespace SmartCity.Gateway.Cli.Nodes;

/// <summary><c>nodes config NODE --file FILE [--all | --whole-site]</c>: a desired configuration for one node, its site, or all, a stage at a time.</summary>
internal static class NodesConfigCommand
{
    // A node tries a configuration for five minutes before it undoes it (ConfigKeeper.TrialMs).
    private const int DefaultWait = 420;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var (config, node) = (ConfigOption.Create(), NodesCommand.Node());
        var file = new Option<string?>("--file") { Description = "JSON object with the keys to change, such as {\"pack\":{\"period\":30}}; left out: show what is desired and reported.", HelpName = "FILE" };
        var site = new Option<bool>("--whole-site") { Description = "Then the other connected nodes of its site." };
        var all = new Option<bool>("--all") { Description = "Then its site, then all other connected nodes." };
        var wait = new Option<int>("--wait") { Description = "Seconds a stage's nodes have to be in force.", DefaultValueFactory = _ => DefaultWait };
        var command = new Command("config", "Give a node a configuration, then its site, then all; halts when a node does not come back with it.") { node, file, site, all, wait, config };
        command.SetAction((parsed, stop) => NodesCommand.WithAsync(parsed, config, node, known: true, async (options, store, first) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (parsed.GetValue(file) is not { } path)
            {
                var row = store.Nodes.Find(first.Site, first.Node);
                await output.WriteLineAsync($"desired   {row?.Desired ?? "-"}").ConfigureAwait(false);
                await output.WriteLineAsync($"reported  {row?.Report.Reported ?? "-"}").ConfigureAwait(false);
                return ExitCode.Ok;
            }

            if (Read(path, out var fault) is not { } keys)
            {
                await error.WriteLineAsync(fault).ConfigureAwait(false);
                return ExitCode.Usage;
            }

            var connected = await ConnectedAsync(options, first, parsed.GetValue(all), parsed.GetValue(all) || parsed.GetValue(site), stop).ConfigureAwait(false);
            if (!connected.Contains(first))
            {
                await error.WriteLineAsync($"{first} is not connected to a running gateway: a roll-out begins with a node that can answer").ConfigureAwait(false);
                return ExitCode.Failed;
            }

            var rollout = new StagedRollout(StagedRollout.Plan(first, connected), TimeSpan.FromSeconds(parsed.GetValue(wait)), TimeProvider.System);
            if (await RunAsync(rollout, new ConfigSender(store, (line, cancel) => FleetControl.AskAsync(options.Data, line, cancel)), keys, output, stop).ConfigureAwait(false) is not { } halt)
            {
                await output.WriteLineAsync("in force everywhere").ConfigureAwait(false);
                return ExitCode.Ok;
            }

            await error.WriteLineAsync($"halted at stage {rollout.Stage + 1}: {halt}; no further node has heard of it").ConfigureAwait(false);
            return ExitCode.Failed;
        }));
        return command;
    }

    private static async Task<string?> RunAsync(StagedRollout rollout, ConfigSender sender, JsonObject keys, TextWriter output, CancellationToken stop)
    {
        var outcomes = new Dictionary<NodeName, ConfigOutcome>();
        IReadOnlyList<NodeName> stage = [];
        while (true)
        {
            foreach (var node in stage) outcomes[node] = await sender.OutcomeAsync(node, stop).ConfigureAwait(false);
            var step = rollout.Next(node => outcomes[node]);
            if (step.IsOver) return step.Halt;
            if (step.Send.Count > 0)
            {
                stage = step.Send;
                await output.WriteLineAsync($"stage {rollout.Stage + 1}: {string.Join(", ", stage)}").ConfigureAwait(false);
                foreach (var node in stage) await sender.SendAsync(node, keys, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), stop).ConfigureAwait(false);
            }

            await Task.Delay(Look, TimeProvider.System, stop).ConfigureAwait(false);
        }
    }

    private static async Task<IReadOnlyCollection<NodeName>> ConnectedAsync(GatewayOptions options, NodeName first, bool all, bool site, CancellationToken stop)
    {
        var answer = await FleetControl.AskAsync(options.Data, "live", stop).ConfigureAwait(false);
        return [.. (answer?.Nodes ?? [])
            .Where(node => node.Connected)
            .Select(node => new NodeName(node.Site, node.Node))
            .Where(node => all || node == first || (site && node.Site == first.Site))];
    }

    private static JsonObject? Read(string path, out string fault)
    {
        fault = $"{path}: expected a JSON object with keys of node.json";
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject;
        }
        catch (JsonException e)
        {
            fault = $"{path}: {e.Message}";
            return null;
        }
    }
}
