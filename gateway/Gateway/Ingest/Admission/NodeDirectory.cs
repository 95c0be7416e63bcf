using System.Collections.Concurrent;
using System.Text;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet.Registry;

namespace SmartCity.Gateway.Ingest.Admission;

/// <summary>How a node is known: by its password or secret, by the digest of its certificate, or as one to be kept out.</summary>
internal sealed record NodeEntry(NodeIdentity Identity, NodeCredential? Credential, string? Certificate, bool Revoked);

/// <summary>
/// The nodes that may connect, by client id: those of the configuration, and over them those of the registry, which come
/// and go while the gateway runs.
/// </summary>
internal sealed class NodeDirectory
{
    private readonly Dictionary<string, NodeEntry> _configured = [];
    private readonly ConcurrentDictionary<string, NodeEntry> _nodes = [];

    public NodeDirectory(IEnumerable<NodeOptions> nodes, string defaultSite)
    {
        foreach (var node in nodes)
        {
            var identity = new NodeIdentity(node.Site ?? defaultSite, node.Node);
            var entry = new NodeEntry(identity, CredentialOf(node), null, false);
            _configured.Add(identity.ClientId, entry);
            _nodes[identity.ClientId] = entry;
        }
    }

    /// <summary>Nodes that may connect.</summary>
    public int Count => _nodes.Count(entry => !entry.Value.Revoked);

    public NodeEntry? Find(string clientId) => _nodes.GetValueOrDefault(clientId);

    /// <summary>True when the node may not even go on with what it has begun.</summary>
    public bool IsRevoked(NodeIdentity who) => _nodes.TryGetValue(who.ClientId, out var entry) && entry.Revoked;

    /// <summary>Takes over what the registry says of a node.</summary>
    public void Apply(FleetNode row)
    {
        var configured = _configured.GetValueOrDefault(row.ClientId);
        var identity = _nodes.GetValueOrDefault(row.ClientId)?.Identity ?? new NodeIdentity(row.Site, row.Node);
        if (row.RevokedMs is not null) _nodes[row.ClientId] = new NodeEntry(identity, null, null, true);
        else if (row.Secret is { } secret && NodeSecret.TryParse(secret, out var digest)) _nodes[row.ClientId] = new NodeEntry(identity, new NodeCredential(digest), row.Certificate, false);
        else if (configured is not null) _nodes[row.ClientId] = configured;
        else _nodes.TryRemove(row.ClientId, out _);
    }

    private static NodeCredential CredentialOf(NodeOptions node)
    {
        if (node.PasswordHash is { } text)
        {
            return PasswordHash.TryParse(text, out var hash, out var reason) ? new NodeCredential(hash) : throw new InvalidDataException($"node {node.Node}: {reason}");
        }

        var password = node.PasswordFile is { } file ? File.ReadLines(file).FirstOrDefault("") : node.Password;
        if (string.IsNullOrEmpty(password)) throw new InvalidDataException($"node {node.Node}: the password is empty");
        return new NodeCredential(Encoding.UTF8.GetBytes(password).AsSpan());
    }
}
