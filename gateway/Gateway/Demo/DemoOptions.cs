using SmartCity.Gateway.Demo.Story;

namespace SmartCity.Gateway.Demo;

/// <summary>What the demo was asked to do; see <see cref="DemoCommand"/> for the words.</summary>
internal sealed record DemoOptions
{
    /// <summary>Virtual nodes, half of them intersections, half pipelines.</summary>
    public int Nodes { get; init; } = 8;

    /// <summary>Stop after that long; null: when the person says so.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>Spans in which the city's cable is out.</summary>
    public IReadOnlyList<(TimeSpan From, TimeSpan Until)> Outages { get; init; } = [];

    /// <summary>How much faster than real the virtual nodes' time runs.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Where gateway, nodes and city keep their state; null: a temporary directory, removed at the end.</summary>
    public string? Data { get; init; }

    /// <summary>No live view: a line now and then.</summary>
    public bool Headless { get; init; }

    /// <summary>Port of the web interface, 0: any free one; null: there is none.</summary>
    public int? Web { get; init; }

    /// <summary>Where the summary goes as JSON.</summary>
    public string? Summary { get; init; }

    /// <summary>What happens in the city; null: nothing in particular.</summary>
    public DemoStory? Story { get; init; }

    /// <summary>Seed of the physics and the jitter.</summary>
    public int Seed { get; init; } = 1;
}
