using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using SmartCity.Node.Virtual;
using SmartCity.Node.Virtual.Platform;

namespace SmartCity.Gateway.Fleet.Flash;

/// <summary>A virtual node in place of the ESP32, for whoever has none: it runs the node's program with the folder's own <c>node.json</c> and <c>ca.pem</c>.</summary>
internal static class VirtualBox
{
    // Its sensors warm up in seconds.
    private const double Speed = 20;

    /// <summary>The port that stands for it.</summary>
    public const string Port = "virtual";

    /// <exception cref="InvalidOperationException">The node refuses its configuration.</exception>
    public static VirtualNode Start(string folder, TimeProvider time)
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "node.json")))!.AsObject();
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPemFile(Path.Combine(folder, "ca.pem"));
        var broker = file["broker"]!.AsObject();
        var node = new VirtualNode(
            new VirtualNodeOptions
            {
                Identity = new NodeIdentity((string)file["site"]!, (string)file["node"]!),
                Profile = (string?)file["profile"] == "pipeline" ? NodeProfile.Pipeline : NodeProfile.Intersection,
                Broker = new BrokerAddress((string)broker["host"]!, (int)broker["port"]!, Password: (string)file["password"]!, Tls: (bool)broker["tls"]!),
                Flash = new DirectoryFlash(Path.Combine(folder, "flash")),
                Tables = file,
                Trusted = trusted,
                Speed = Speed,
            },
            time);
        node.Start();
        return node;
    }
}
