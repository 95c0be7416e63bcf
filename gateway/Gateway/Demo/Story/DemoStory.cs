using SmartCity.Gateway.Demo.Fleet;
using SmartCity.Node.Virtual;
using SmartCity.Node.Virtual.Faults;

namespace SmartCity.Gateway.Demo.Story;

/// <summary>Something that happens in the simulated city, and when the cable is out meanwhile unless the options say otherwise.</summary>
internal sealed record DemoStory(string Name, IReadOnlyList<(TimeSpan From, TimeSpan Until)> Outages, Func<IReadOnlyList<NodeIdentity>, IReadOnlyList<Fault>> Faults)
{
    /// <summary>Nothing but the day's course.</summary>
    public static DemoStory QuietWeek { get; } = new("quiet-week", [], _ => []);

    /// <summary>The first water main bursts at 10 s while the city cannot be reached.</summary>
    public static DemoStory Burst { get; } = new(
        "burst",
        [(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(20))],
        mains => [new Fault(TimeSpan.FromSeconds(10), mains[0].Node, FaultKind.Burst)]);

    public static IReadOnlyList<DemoStory> All { get; } = [Burst, QuietWeek];

    /// <summary>The faults for a fleet of that many nodes; times are the nodes' own.</summary>
    public IReadOnlyList<Fault> FaultsOf(int nodes) =>
        Faults([.. DemoSites.Of(nodes).Where(n => n.Profile == NodeProfile.Pipeline).Select(n => n.Identity)]);
}
