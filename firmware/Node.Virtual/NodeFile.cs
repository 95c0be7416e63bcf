using System.Text;
using System.Text.Json.Nodes;

namespace SmartCity.Node.Virtual;

/// <summary>Writes <c>node.json</c>: a profile's tables with an identity and a broker.</summary>
public static class NodeFile
{
    /// <summary>UTF-8 JSON.</summary>
    /// <param name="profile">Which tables.</param>
    /// <param name="identity">Who.</param>
    /// <param name="broker">Where to.</param>
    /// <param name="speed">
    /// How much faster than real time the node lives. The network does not get faster, so what the link waits for is
    /// stretched by as much, within what the node accepts.
    /// </param>
    /// <param name="adjust">Last changes to the JSON, for tests and stories.</param>
    public static byte[] Write(
        NodeProfile profile, NodeIdentity identity, BrokerAddress broker, double speed = 1, Action<JsonObject>? adjust = null)
    {
        JsonObject file = Profile(profile);
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
        JsonObject link = file["link"]!.AsObject();
        link["ackTimeout"] = Math.Clamp(20 * speed, 1, 300);
        link["backoffBase"] = Math.Clamp(speed, 0.1, 60);
        link["backoffCap"] = Math.Clamp(30 * speed, 1, 3600);
        adjust?.Invoke(file);
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
