using SmartCity.Gateway.Demo.City;
using SmartCity.Gateway.Demo.Fleet;
using SmartCity.Gateway.Demo.Story;
using SmartCity.Gateway.Demo.View;

namespace SmartCity.Gateway.Demo;

/// <summary>Looks at all parts and makes the picture a view shows.</summary>
internal sealed class DemoWatch(CityFeed city, Cable cable, DemoGateway gateway, DemoFleet fleet, CityEvents events, Func<TimeSpan> elapsed)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Queue<long> _backlog = new();
    private TimeSpan _lastSecond;
    private long _lastJournaled;
    private double _perSecond;

    public TimeSpan Elapsed => elapsed();

    public bool Plugged => cable.Plugged;

    public DemoSnapshot Look()
    {
        var now = elapsed();
        var journaled = gateway.Counters.JournaledReadings;
        if (now - _lastSecond >= Second)
        {
            _perSecond = (journaled - _lastJournaled) / (now - _lastSecond).TotalSeconds;
            _lastSecond = now;
            _lastJournaled = journaled;
            _backlog.Enqueue(gateway.Backlog);
            if (_backlog.Count > 60) _backlog.Dequeue();
        }

        gateway.Latest.Refresh();
        return new DemoSnapshot
        {
            Elapsed = now,
            Web = gateway.Web,
            CityPlugged = Plugged,
            Nodes = [.. fleet.Nodes.Select(Row)],
            Produced = fleet.Produced,
            Journaled = journaled,
            Received = city.Received,
            Redelivered = city.Redelivered,
            Backlog = gateway.Backlog,
            BacklogPeak = gateway.BacklogPeak,
            PerSecond = _perSecond,
            AckP99Ms = gateway.Counters.AckLatency.QuantileMs(0.99),
            Alarms = events.Lines,
            BacklogHistory = [.. _backlog],
        };
    }

    private NodeRow Row(Node.Virtual.VirtualNode node)
    {
        var c = node.Counters();
        var id = node.Identity;
        return new NodeRow(
            id.Site, id.Node, node.Profile.ToString().ToLowerInvariant(), c.Online ? "online" : "offline",
            c.ReadingsPut, c.ReadingsAcknowledged, c.PacksWaiting, gateway.Latest.Of(id.Site, id.Node));
    }
}
