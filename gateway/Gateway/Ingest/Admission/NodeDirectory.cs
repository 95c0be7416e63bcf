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

    /// <summary>Who they are, in the order of their names.</summary>
    public IEnumerable<NodeIdentity> Allowed => _nodes.Where(entry => !entry.Value.Revoked).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value.Identity);

    public NodeEntry? Find(string clientId) => _nodes.GetValueOrDefault(clientId);

    /// <summary>False when the credentials that <paramref name="entry"/> stands for were revoked or replaced since.</summary>
    public bool IsInForce(NodeEntry entry) => ReferenceEquals(Find(entry.Identity.ClientId), entry);

    /// <summary>Takes over what the registry says of a node.</summary>
    /// <returns>True when credentials that were good before are not any more.</returns>
    public bool Apply(FleetNode row)
    {
        var before = Find(row.ClientId);
        var now = Entry(row, before);
        if (ReferenceEquals(before, now)) return false;
        if (now is null) _nodes.TryRemove(row.ClientId, out _);
        else _nodes[row.ClientId] = now;
        return before is { Revoked: false };
    }

    // An entry stays the same object for as long as its credentials do: sessions are held against it.
    private NodeEntry? Entry(FleetNode row, NodeEntry? before)
    {
        var identity = before?.Identity ?? new NodeIdentity(row.Site, row.Node);
        if (row.RevokedMs is not null) return before is { Revoked: true } ? before : new NodeEntry(identity, null, null, true);
        if (row.Secret is not { } secret || !NodeSecret.TryParse(secret, out var digest)) return _configured.GetValueOrDefault(row.ClientId);
        return before?.Credential?.IsOf(digest) == true && before.Certificate == row.Certificate ? before : new NodeEntry(identity, new NodeCredential(digest), row.Certificate, false);
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
