using SmartCity.Node.Virtual;

namespace SmartCity.Gateway.Demo.Fleet;

/// <summary>Names of the demo's nodes: intersections and pipelines in turn, so that any number has both.</summary>
internal static class DemoSites
{
    private const string Crossings = "xizhimen";
    private const string Mains = "changhe";

    public static IReadOnlyList<(NodeIdentity Identity, NodeProfile Profile)> Of(int nodes) =>
        [.. Enumerable.Range(0, nodes).Select(i => i % 2 == 0
            ? (new NodeIdentity(Crossings, $"ix-{(i / 2) + 1:000}"), NodeProfile.Intersection)
            : (new NodeIdentity(Mains, $"pn-{(i / 2) + 1:000}"), NodeProfile.Pipeline))];

    /// <summary>Where the node stands, WGS 84: crossings on a grid around Xizhimen, mains down the Changhe.</summary>
    public static (double Lat, double Lon) Place(int index)
    {
        var n = index / 2;
        return index % 2 == 0
            ? (39.9402 + (n % 3 * 0.0042) + (n / 3 % 2 * 0.0011), 116.3495 + (n / 3 * 0.0061) + (n % 3 % 2 * 0.0019))
            : (39.9515 - (n * 0.0021) + (n % 2 * 0.0012), 116.3008 + (n * 0.0064));
    }
}
