using SmartCity.Gateway.Tls;

namespace SmartCity.Gateway.Fleet.Provision;

/// <summary>
/// The folder a technician takes along: <c>node.json</c>, <c>ca.pem</c>, the client certificate if there is one,
/// <c>files.json</c> and <c>net.json</c> for nanoff, <c>label.pdf</c>, <c>label.svg</c> and <c>label.png</c>. What holds a secret has mode
/// 0600; once the node is in service the folder may go.
/// </summary>
internal static class NodeFolder
{
    /// <summary>Writes the folder; files that are there are replaced.</summary>
    public static void Write(string folder, NodePlan plan)
    {
        KeyFile.MakeDirectory(folder);
        KeyFile.WriteSecret(Path.Combine(folder, "node.json"), NodeJson.Write(plan));
        KeyFile.WritePublic(Path.Combine(folder, "ca.pem"), plan.Authority);
        List<string> files = ["node.json", "ca.pem"];
        if (plan.Certificate is { } own)
        {
            KeyFile.WritePublic(Path.Combine(folder, "node.pem"), own.Certificate);
            KeyFile.WriteSecret(Path.Combine(folder, "node.key"), own.Key);
            files.AddRange(["node.pem", "node.key"]);
        }

        KeyFile.WritePublic(Path.Combine(folder, "files.json"), NanoffFiles.Files(files));
        KeyFile.WriteSecret(Path.Combine(folder, "net.json"), NanoffFiles.Network(plan.Wifi));
        KeyFile.WritePublic(Path.Combine(folder, "label.svg"), NodeLabel.Svg(plan));
        File.WriteAllBytes(Path.Combine(folder, "label.png"), NodeLabel.Png(plan.Name));
        File.WriteAllBytes(Path.Combine(folder, "label.pdf"), LabelPdf.Write(plan));
    }
}
