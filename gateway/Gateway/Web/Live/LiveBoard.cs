using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet;
using SmartCity.Gateway.Ingest;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Web.Live;

/// <summary>
/// The newest value of every channel of every node, with a version that grows: whoever knows a version gets what changed
/// since, however long ago that was, and so nobody's queue ever grows. Bounded by nodes and channels, not by time.
/// </summary>
internal sealed class LiveBoard
{
    // A hostile node invents channel names, not nodes; the pack's limits bound a pack, this bounds their sum.
    private const int MostNodes = 10_000;

    private readonly Lock _gate = new();
    private readonly NodeTable _table;
    private readonly FleetDesk _fleet;
    private readonly Dictionary<(string Site, string Node), NodeBoard> _nodes = [];

    // Above what a stream that has seen nothing starts from.
    private long _version = 1;
    private long _fleetSeen = -1;

    public LiveBoard(GatewayOptions options, NodeTable table, FleetDesk fleet)
    {
        (_table, _fleet) = (table, fleet);
        foreach (var node in options.Nodes) _nodes[(node.Site ?? options.Site, node.Node)] = new NodeBoard(node.Site ?? options.Site, node.Node, node);
        LookAtFleet();
    }

    public long Version
    {
        get
        {
            lock (_gate) return _version;
        }
    }

    public void Take(Pack pack)
    {
        lock (_gate)
        {
            if (!_nodes.TryGetValue((pack.Site, pack.Node), out var board))
            {
                if (_nodes.Count >= MostNodes) return;
                _nodes[(pack.Site, pack.Node)] = board = new NodeBoard(pack.Site, pack.Node, null);
            }

            board.Take(pack, ++_version);
        }
    }

    /// <summary>Looks at who is connected, and at the registry when it has changed.</summary>
    public void Look()
    {
        LookAtFleet();
        var seen = _table.Nodes.ToDictionary(state => (state.Identity.Site, state.Identity.Node));
        lock (_gate)
        {
            foreach (var (key, board) in _nodes) board.Look(seen.GetValueOrDefault(key), () => ++_version);
        }
    }

    // Provisioned nodes stand on the map from the moment they are in the registry; a revoked one only when something else knows it.
    private void LookAtFleet()
    {
        var changes = _fleet.Changes;
        if (Interlocked.Exchange(ref _fleetSeen, changes) == changes) return;
        var rows = _fleet.Store.Nodes.All();
        lock (_gate)
        {
            foreach (var row in rows)
            {
                if (!_nodes.TryGetValue((row.Site, row.Node), out var board))
                {
                    if (row.RevokedMs is not null || _nodes.Count >= MostNodes) continue;
                    _nodes[(row.Site, row.Node)] = board = new NodeBoard(row.Site, row.Node, null);
                }

                board.Place(row, () => ++_version);
            }
        }
    }

    /// <summary>Lines of the nodes that changed after a version, in the order of their names.</summary>
    public IReadOnlyList<NodeLine> LinesSince(long version)
    {
        lock (_gate)
        {
            return [.. _nodes.Values.Where(board => board.Version > version || version == 0)
                .OrderBy(board => board.Site, StringComparer.Ordinal).ThenBy(board => board.Node, StringComparer.Ordinal).Select(board => board.Line())];
        }
    }

    public NodeLine? Line(string site, string node)
    {
        lock (_gate) return _nodes.GetValueOrDefault((site, node))?.Line();
    }

    /// <summary>Values of one node that changed after a version; empty for a node that is not known.</summary>
    public IReadOnlyList<ChannelValue> ValuesSince(string site, string node, long version)
    {
        lock (_gate) return _nodes.TryGetValue((site, node), out var board) ? board.ValuesSince(version) : [];
    }
}
