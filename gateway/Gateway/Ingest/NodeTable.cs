using System.Collections.Concurrent;
using SmartCity.Wire;

namespace SmartCity.Gateway.Ingest;

/// <summary>What is known of a node right now; not journaled, gone with the process.</summary>
internal sealed class NodeState(NodeIdentity identity)
{
    private long _packs;

    public NodeIdentity Identity => identity;

    /// <summary>The session it has; null when it is not connected.</summary>
    public NodeSession? Session { get; set; }

    public bool Connected => Session is not null;

    /// <summary>Unix milliseconds of the last CONNECT or PUBLISH, by the gateway's clock; 0: never.</summary>
    public long LastSeenMs { get; set; }

    /// <summary>Publishes on the data and event topics that were accepted.</summary>
    public long Packs => Volatile.Read(ref _packs);

    /// <summary>Last payload of <c>status</c>, JSON as sent; null: none yet.</summary>
    public ReadOnlyMemory<byte>? Status { get; set; }

    /// <summary>Last payload of <c>config/reported</c>.</summary>
    public ReadOnlyMemory<byte>? Reported { get; set; }

    /// <summary>Unix milliseconds at which <see cref="Reported"/> came, by the gateway's clock.</summary>
    public long ReportedMs { get; set; }

    /// <summary>Last payload of <c>cmd/result</c>.</summary>
    public ReadOnlyMemory<byte>? CommandResult { get; set; }

    public void CountPack() => Interlocked.Increment(ref _packs);
}

/// <summary>The nodes that have been seen, for the live view. Bounded by the directory: only known nodes get here.</summary>
internal sealed class NodeTable(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, NodeState> _nodes = [];

    public IEnumerable<NodeState> Nodes => _nodes.Values;

    /// <summary>A node has told its status, its configuration or the outcome of a command; called before it is acknowledged.</summary>
    public Action<NodeState, TopicKind>? Told { get; set; }

    public NodeState? Find(string clientId) => _nodes.GetValueOrDefault(clientId);

    /// <summary>The node's state, its time of last sight set to now.</summary>
    public NodeState Seen(NodeIdentity who)
    {
        var state = _nodes.GetOrAdd(who.ClientId, static (_, identity) => new NodeState(identity), who);
        state.LastSeenMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        return state;
    }

    public void Tell(NodeState state, TopicKind kind) => Told?.Invoke(state, kind);
}
