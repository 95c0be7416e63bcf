using System.Text.Json.Nodes;
using SmartCity.Gateway.Fleet.Registry;

namespace SmartCity.Gateway.Fleet.Rollout;

/// <summary>Gives nodes a desired configuration through registry and running gateway, and reads what became of it.</summary>
internal sealed class ConfigSender(FleetStore store, Func<string, CancellationToken, Task<FleetAnswer?>> ask)
{
    private readonly Dictionary<NodeName, (long Version, long SentMs)> _sent = [];

    /// <summary>Writes the keys down under a version higher than any before, and sends them. Ends with false when no gateway runs: the node gets them later.</summary>
    public async Task<bool> SendAsync(NodeName node, JsonObject keys, long nowMs, CancellationToken cancellation)
    {
        var live = await LiveAsync(node, cancellation).ConfigureAwait(false);
        var row = store.Nodes.Find(node.Site, node.Node);
        var version = 1 + Math.Max(row?.DesiredVersion ?? 0, ConfigOutcome.VersionOf(live?.Reported ?? row?.Report.Reported));
        var desired = keys.DeepClone().AsObject();
        desired["version"] = version;
        store.Nodes.Desire(node.Site, node.Node, version, desired.ToJsonString());
        _sent[node] = (version, nowMs);
        return await ask($"apply {node.Site} {node.Node}", cancellation).ConfigureAwait(false) is not null;
    }

    public async Task<ConfigOutcome> OutcomeAsync(NodeName node, CancellationToken cancellation)
    {
        var (version, sentMs) = _sent[node];
        var live = await LiveAsync(node, cancellation).ConfigureAwait(false);
        return ConfigOutcome.Of(live?.Reported, version, live?.ReportedMs >= sentMs);
    }

    private async Task<LiveNode?> LiveAsync(NodeName node, CancellationToken cancellation)
    {
        var answer = await ask($"live {node.Site} {node.Node}", cancellation).ConfigureAwait(false);
        return answer?.Nodes is [var live] ? live : null;
    }
}
