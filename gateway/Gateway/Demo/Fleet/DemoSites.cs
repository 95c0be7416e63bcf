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
}
