using SmartCity.Gateway.Demo.Ledger;
using SmartCity.Node.Virtual;
using SmartCity.Node.Virtual.Platform;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Demo.Fleet;

/// <summary>The demo's virtual nodes, and the ledger of what they put in their outboxes.</summary>
internal sealed class DemoFleet : IAsyncDisposable
{
    private readonly PackLedger _ledger;
    private readonly List<VirtualNode> _nodes = [];

    private DemoFleet(PackLedger ledger) => _ledger = ledger;

    public IReadOnlyList<VirtualNode> Nodes => _nodes;

    /// <summary>Readings put in outboxes, earlier runs on the same ledger included.</summary>
    public long Produced => _ledger.Readings;

    /// <summary>Readings the nodes gave up for want of room, each pack named in the node's losses.</summary>
    public long Dropped => _nodes.Sum(node => node.Counters().ReadingsDropped);

    public static DemoFleet Start(DemoOptions options, DemoState state, int gatewayPort, DateTimeOffset start, TimeProvider time)
    {
        var faults = options.Story?.FaultsOf(options.Nodes) ?? [];
        var fleet = new DemoFleet(PackLedger.Open(state.ProducedLedger));
        foreach (var (identity, profile) in DemoSites.Of(options.Nodes))
        {
            var node = new VirtualNode(
                new VirtualNodeOptions
                {
                    Identity = identity,
                    Profile = profile,
                    Broker = new BrokerAddress("127.0.0.1", gatewayPort, Password: state.Password),
                    Flash = new DirectoryFlash(state.Flash(identity.Site, identity.Node)),
                    Speed = options.Speed,
                    Start = start,
                    Faults = [.. faults.Where(fault => fault.Concerns(identity.Node))],
                    Seed = unchecked((options.Seed * 31) + identity.Seed),
                },
                time);
            node.PackProduced += fleet.Enter;
            fleet._nodes.Add(node);

            // A kill may fall between the outbox and the ledger; what waits in the outbox was produced.
            foreach (var waiting in node.Start()) fleet.Enter(waiting);
        }

        return fleet;
    }

    public Dictionary<PackKey, int> Entered() => _ledger.Snapshot();

    /// <summary>No more samples; waits until the gateway has acknowledged everything, or for that long.</summary>
    public async Task<bool> StopAsync(TimeSpan drain)
    {
        var drained = await Task.WhenAll(_nodes.Select(node => node.StopAsync(drain)));
        return drained.All(yes => yes);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        _ledger.Dispose();
    }

    private void Enter(PackProduced pack) => _ledger.Add(new PackKey(pack.Site, pack.Node, pack.Boot, pack.Seq), pack.Readings);
}
