namespace SmartCity.Gateway.Demo;

/// <summary>Whether the cable is to be in or out: what the spans say at their edges, what the person says at any time.</summary>
internal sealed class OutagePlan(IReadOnlyList<(TimeSpan From, TimeSpan Until)> spans)
{
    private TimeSpan _looked = TimeSpan.MinValue;

    /// <summary>True or false when an edge of a span has been passed since the last look; null when nothing has changed.</summary>
    public bool? Plugged(TimeSpan elapsed)
    {
        bool? plugged = null;
        var last = TimeSpan.MinValue;
        foreach (var (from, until) in spans)
        {
            Edge(from, false);
            Edge(until, true);
        }

        _looked = elapsed;
        return plugged;

        void Edge(TimeSpan at, bool value)
        {
            if (at <= _looked || at > elapsed || at < last) return;
            last = at;
            plugged = value;
        }
    }
}
