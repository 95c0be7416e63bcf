using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Rules;

namespace SmartCity.Gateway.Forward.Engine;

/// <summary>
/// The routes of one sink: says whether a record is for it, and leaves of a pack only the readings that are. What the
/// gateway itself has to say (events, actions, late flags, losses, windows) goes whole or not at all.
/// </summary>
internal sealed class RouteTable(IReadOnlyList<RouteOptions> routes)
{
    private readonly List<RouteOptions> _matching = [];

    /// <summary>True when the sink is to have the record; takes readings that are not for it out of <paramref name="pack"/>.</summary>
    public bool Takes(Pack pack, Loss? loss, WindowSet? windows)
    {
        if (routes.Count == 0) return true;

        // A loss of nobody knows whose packs concerns every node of the site.
        if (loss is not null) return Any(loss.Site, loss.Node.Length > 0 ? loss.Node : null);
        if (windows is not null) return Any(windows.Site, windows.Node);
        return IsOwn(pack) && OwnStep.Read(pack) is { } step ? TakesStep(pack, step) : TakesReadings(pack);
    }

    private static bool IsOwn(Pack pack) => pack.BaseName.StartsWith("urn:dev:ops:", StringComparison.Ordinal);

    private bool TakesStep(Pack pack, OwnStep step)
    {
        // Every time the gateway gave may be off by a step of its clock: all who have any of its readings must know.
        if (step.ClockStepMs is not null) return Any(pack.Site, null);
        foreach (var route in routes)
        {
            if (!Matches(route, pack.Site, step.Node ?? pack.Node)) continue;

            // A flag that comes late belongs to the reading it corrects, whatever flag that had.
            if (step.Channel is { } channel ? route.Lane != RouteLane.Event && HasChannel(route, channel) : OnLane(route, pack.IsEvent) && (step.Event is null || step.Event.Severity >= route.Severity)) return true;
        }

        return false;
    }

    private bool TakesReadings(Pack pack)
    {
        _matching.Clear();
        var whole = false;
        foreach (var route in routes)
        {
            if (!OnLane(route, pack.IsEvent) || !Matches(route, pack.Site, pack.Node)) continue;
            whole |= route.Channels.Count == 0 && route.Quality.Count == 0;
            _matching.Add(route);
        }

        if (_matching.Count == 0 || whole) return whole;
        pack.Pick(TakesReading);
        return pack.Count > 0;
    }

    private bool TakesReading(in Reading reading)
    {
        foreach (var route in _matching)
        {
            if (HasChannel(route, reading.Channel) && (route.Quality.Count == 0 || route.Quality.Contains(reading.Quality))) return true;
        }

        return false;
    }

    private bool Any(string site, string? node)
    {
        foreach (var route in routes)
        {
            if (node is null ? Glob.Matches(route.Site, site) : Matches(route, site, node)) return true;
        }

        return false;
    }

    private static bool Matches(RouteOptions route, string site, string node) => Glob.Matches(route.Site, site) && Glob.Matches(route.Node, node);

    private static bool OnLane(RouteOptions route, bool isEvent) => route.Lane == RouteLane.Both || (route.Lane == RouteLane.Event) == isEvent;

    private static bool HasChannel(RouteOptions route, string channel)
    {
        if (route.Channels.Count == 0) return true;
        foreach (var pattern in route.Channels)
        {
            if (Glob.Matches(pattern, channel)) return true;
        }

        return false;
    }
}
