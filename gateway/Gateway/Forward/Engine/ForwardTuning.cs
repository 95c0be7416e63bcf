namespace SmartCity.Gateway.Forward.Engine;

/// <summary>What an operator may set about the traffic to one sink; the same for every kind.</summary>
internal sealed class ForwardTuning
{
    /// <summary>Records in one batch at most.</summary>
    public int BatchRecords { get; set; } = 256;

    /// <summary>Payload bytes in one batch at most, KiB.</summary>
    public int BatchKilobytes { get; set; } = 256;

    /// <summary>Milliseconds a live record waits for company; none when no batch went for as long.</summary>
    public int LingerMs { get; set; } = 50;

    /// <summary>
    /// Milliseconds a batch should take: batches shrink on a thin link, so that a live record never waits behind more
    /// than this much of backlog.
    /// </summary>
    public int BatchMs { get; set; } = 500;

    /// <summary>Share of the link, in percent, that the backlog keeps however much live traffic there is.</summary>
    public int BacklogPercent { get; set; } = 20;

    /// <summary>Seconds after which a record that is still waiting counts as backlog.</summary>
    public int LiveSeconds { get; set; } = 5;

    /// <summary>First back-off after a failure, milliseconds; doubles with each further one, drawn between 0 and that.</summary>
    public int RetryBaseMs { get; set; } = 500;

    /// <summary>Longest back-off, seconds.</summary>
    public int RetryCapSeconds { get; set; } = 30;

    /// <summary>Seconds between attempts while only a person can help.</summary>
    public int FinalRetrySeconds { get; set; } = 300;

    /// <summary>Seconds a batch may take before it is given up and tried again.</summary>
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>Disk the sink's dead letters may take, MiB; the sink stands still when they are full, for nothing is thrown away.</summary>
    public int DeadLetterMegabytes { get; set; } = 64;

    /// <summary>Bytes a second at most, over any span of time but for one batch; 0: as many as the link takes.</summary>
    public int BytesPerSecond { get; set; }

    /// <summary>Hours of the local day in which backlog may go, each as <c>01:00-05:00</c>; none: all.</summary>
    public List<string> BacklogHours { get; set; } = [];

    /// <summary>What the sink takes: what any of these takes; none: everything.</summary>
    public List<RouteOptions> Routes { get; set; } = [];

    /// <summary>What the schema cannot say.</summary>
    public void Check(string path, Action<string, string> report)
    {
        for (var i = 0; i < Routes.Count; i++) Routes[i].Check($"{path}.routes[{i}]", report);
        for (var i = 0; i < BacklogHours.Count; i++)
        {
            if (!Engine.BacklogHours.TryParse(BacklogHours[i], out _))
            {
                report($"{path}.backlogHours[{i}]", $"expected two different times of the day, as \"01:00-05:00\" or \"22:30-04:00\", found \"{BacklogHours[i]}\"");
            }
        }
    }
}
