namespace SmartCity.Gateway.Demo.View;

/// <summary>One node as the view shows it.</summary>
internal sealed record NodeRow(string Site, string Node, string Profile, string Link, long Produced, long Acknowledged, int Outbox, string Latest);

/// <summary>Everything a frame of the view shows, in readings unless it says otherwise.</summary>
internal sealed record DemoSnapshot
{
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Address of the web interface and who gets in.</summary>
    public string? Web { get; init; }

    public required bool CityPlugged { get; init; }

    public required IReadOnlyList<NodeRow> Nodes { get; init; }

    public required long Produced { get; init; }

    public required long Journaled { get; init; }

    public required long Received { get; init; }

    public required long Redelivered { get; init; }

    /// <summary>In the journal and not yet acknowledged by the city.</summary>
    public required long Backlog { get; init; }

    public required long BacklogPeak { get; init; }

    /// <summary>Readings the gateway journaled in the last second.</summary>
    public required double PerSecond { get; init; }

    public required double AckP99Ms { get; init; }

    /// <summary>Newest last.</summary>
    public required IReadOnlyList<string> Alarms { get; init; }

    /// <summary>Backlog once a second, newest last: the little chart.</summary>
    public required IReadOnlyList<long> BacklogHistory { get; init; }
}
