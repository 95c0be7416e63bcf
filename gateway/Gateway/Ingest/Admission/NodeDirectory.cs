using System.Text;
using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Ingest.Admission;

/// <summary>The nodes that may connect, by client id.</summary>
internal sealed class NodeDirectory
{
    private readonly Dictionary<string, (NodeIdentity Identity, NodeCredential Credential)> _nodes = [];

    public NodeDirectory(IEnumerable<NodeOptions> nodes, string defaultSite)
    {
        foreach (var node in nodes)
        {
            var identity = new NodeIdentity(node.Site ?? defaultSite, node.Node);
            _nodes.Add(identity.ClientId, (identity, CredentialOf(node)));
        }
    }

    public int Count => _nodes.Count;

    public IEnumerable<NodeIdentity> Identities => _nodes.Values.Select(entry => entry.Identity);

    public bool TryGet(string clientId, out NodeIdentity identity, out NodeCredential credential)
    {
        var known = _nodes.TryGetValue(clientId, out var entry);
        (identity, credential) = entry;
        return known;
    }

    private static NodeCredential CredentialOf(NodeOptions node)
    {
        if (node.PasswordHash is { } text)
        {
            return PasswordHash.TryParse(text, out var hash, out var reason) ? new NodeCredential(hash) : throw new InvalidDataException($"node {node.Node}: {reason}");
        }

        var password = node.PasswordFile is { } file ? File.ReadLines(file).FirstOrDefault("") : node.Password;
        if (string.IsNullOrEmpty(password)) throw new InvalidDataException($"node {node.Node}: the password is empty");
        return new NodeCredential(Encoding.UTF8.GetBytes(password));
    }
}
