using System.Security.Cryptography;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Fleet.Update;
using SmartCity.Gateway.Tls;

namespace SmartCity.Gateway.Fleet.Provision;

/// <summary>What a person says about the node to be provisioned; what is null stays as the registry has it.</summary>
internal sealed record ProvisionRequest(NodeName Name, string Board)
{
    public GeoPosition? Position { get; init; }

    public string? Owner { get; init; }

    public string? Notes { get; init; }

    /// <summary>Null: the first of <c>broker.names</c>, or the machine's name with <c>.local</c>.</summary>
    public string? Host { get; init; }

    public WifiNetwork? Wifi { get; init; }

    public bool ClientCertificate { get; init; }
}

/// <summary>Makes a node's credentials and its folder, and enters it in the registry; credentials it had before are void.</summary>
internal static class Provisioner
{
    // Written into a node before the gateway's own address is known: mDNS, RFC 6762.
    private const string LocalSuffix = ".local";

    /// <param name="folder">Written before the registry: a node that is admitted has its files somewhere.</param>
    public static void Run(GatewayOptions options, FleetStore store, ProvisionRequest request, string folder, DateTimeOffset now)
    {
        var (site, node) = (request.Name.Site, request.Name.Node);
        var secret = NodeSecret.Create();
        using var authority = GatewayAuthority.Open(options.Data, options.Gateway, now);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = request.ClientCertificate ? authority.IssueNode(key, request.Name.ToString(), now) : null;
        var before = store.Nodes.Find(site, node);
        var listener = options.Broker.Listeners.Find(listener => listener.Tls is not null) ?? options.Broker.Listeners[0];
        NodeFolder.Write(folder, new NodePlan
        {
            Name = request.Name,
            Board = request.Board,
            Secret = secret,
            Host = request.Host ?? options.Broker.Names.FirstOrDefault() ?? Environment.MachineName.ToLowerInvariant() + LocalSuffix,
            Port = listener.Port,
            Tls = listener.Tls is not null,
            Authority = authority.Pem + "\n",
            Certificate = certificate is null ? null : (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n"),
            Wifi = request.Wifi,
            UpdateKey = UpdatePackage.PublicKey(Path.Combine(options.Data, "update.pem")),
            Boot = before?.Report.Boot ?? 0,
        });
        var row = new FleetNode
        {
            Site = site,
            Node = node,
            Board = request.Board,
            Profile = (string?)BoardTemplates.Find(request.Board)!["profile"],
            Position = request.Position,
            Owner = request.Owner,
            Notes = request.Notes,
        };
        store.Together(() =>
        {
            store.Nodes.Describe(row);
            store.Nodes.Admit(row, NodeSecret.Hash(secret), certificate?.GetCertHashString(HashAlgorithmName.SHA256), now.ToUnixTimeMilliseconds());
        });
    }
}
