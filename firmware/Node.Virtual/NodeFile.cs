using System.Text;
using System.Text.Json.Nodes;

namespace SmartCity.Node.Virtual;

/// <summary>Writes <c>node.json</c>: a profile's tables with an identity and a broker.</summary>
public static class NodeFile
{
    /// <summary>
    /// UTF-8 JSON. The network does not get faster with the node's time, so what its link waits for is stretched by the
    /// speed, within what the node accepts.
    /// </summary>
    public static byte[] Write(VirtualNodeOptions options)
    {
        (NodeIdentity identity, BrokerAddress broker, double speed) = (options.Identity, options.Broker, options.Speed);
        JsonObject file = options.Tables?.DeepClone().AsObject() ?? Profile(options.Profile);
        file["site"] = identity.Site;
        file["node"] = identity.Node;
        if (broker.User is not null) file["user"] = broker.User;
        if (broker.Password is not null) file["password"] = broker.Password;
        file["broker"] = new JsonObject
        {
            ["host"] = broker.Host,
            ["port"] = broker.Port,
            ["tls"] = broker.Tls,
            ["keepAlive"] = (int)Math.Clamp(60 * speed, 10, 1200),
        };
        if (file["link"] is not JsonObject link) file["link"] = link = [];
        link["ackTimeout"] = Math.Clamp(20 * speed, 1, 300);
        link["backoffBase"] = Math.Clamp(speed, 0.1, 60);
        link["backoffCap"] = Math.Clamp(30 * speed, 1, 3600);
        options.Adjust?.Invoke(file);
        return Encoding.UTF8.GetBytes(file.ToJsonString());
    }

    private static JsonObject Profile(NodeProfile profile)
    {
        string name = profile == NodeProfile.Intersection ? "intersection.json" : "pipeline.json";
        using Stream stream = typeof(NodeFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException("the profile is part of the assembly");
        return JsonNode.Parse(stream)!.AsObject();
    }
}
