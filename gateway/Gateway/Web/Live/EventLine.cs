namespace SmartCity.Gateway.Web.Live;

/// <summary>An event as it stands. Times are Unix milliseconds.</summary>
internal sealed record EventLine
{
    public required string Id { get; init; }

    public required string Rule { get; init; }

    public required string Kind { get; init; }

    public required string Site { get; init; }

    public required string Node { get; init; }

    public required string Severity { get; init; }

    public required string Cause { get; init; }

    public required long Raised { get; init; }

    public long? Acknowledged { get; init; }

    public string? By { get; init; }

    public long? Cleared { get; init; }

    /// <summary>The last readings before the raise.</summary>
    public IReadOnlyList<EvidenceLine> Evidence { get; init; } = [];

    /// <summary>What was done about it, step by step.</summary>
    public IReadOnlyList<ActionLine> Actions { get; init; } = [];
}

/// <summary>A reading that had to do with an event.</summary>
/// <param name="Key"><c>boot/seq/index</c>.</param>
internal sealed record EvidenceLine(string Key, string Channel, long Time, double? Value);

/// <summary>A step of an action: <c>issued</c>, <c>blocked</c>, <c>confirmed</c>, <c>failed</c>, <c>timed-out</c>.</summary>
internal sealed record ActionLine(string Id, string Phase, long Time, string At, string Command, string? Output, string? State, int Attempt, string Why);
