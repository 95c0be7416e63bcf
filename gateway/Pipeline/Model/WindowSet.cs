namespace SmartCity.Pipeline.Model;

/// <summary>One channel over one window.</summary>
/// <param name="Count">Readings, whatever they were.</param>
/// <param name="Values">Of these, numbers that no test failed; the other figures are over them, in the channel's unit, and mean nothing when there are none.</param>
public readonly record struct ChannelWindow(string Channel, string? Unit, long Count, long Values, double Min, double Max, double Mean);

/// <summary>What is left of a node's readings when the journal had to make room: a summary of each channel over a span.</summary>
public sealed record WindowSet
{
    /// <summary>Name of the gateway that made it.</summary>
    public required string Gateway { get; init; }

    public required string Site { get; init; }

    public required string Node { get; init; }

    /// <summary>Where it begins, Unix milliseconds, and how long it is.</summary>
    public required long FromMs { get; init; }

    public required int Seconds { get; init; }

    /// <summary>Journal sequence of the first record it stands for: the same windows made again have the same name.</summary>
    public required long Source { get; init; }

    public required IReadOnlyList<ChannelWindow> Channels { get; init; }

    /// <summary>The sinks concerned; empty: all.</summary>
    public IReadOnlyList<string> Sinks { get; init; } = [];
}
