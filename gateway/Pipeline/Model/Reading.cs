namespace SmartCity.Pipeline.Model;

public enum ReadingKind : byte
{
    Number = 0,
    Text,
    Bool,
    Missing,
}

/// <summary>What becomes of a reading on its way out.</summary>
public enum ReadingFate : byte
{
    /// <summary>Goes to the city as it came.</summary>
    Forwarded = 0,

    /// <summary>Kept back by a filter: it stays in the journal, and its pack says how many such there were.</summary>
    Held,

    /// <summary>Made by the pipeline: a virtual channel, a window's statistic, a point a filter gave back, a count of what was held.</summary>
    Derived,
}

/// <summary>
/// One reading. Flags are added on its way, the value never changes. <see cref="Text"/> is the state in words, or the
/// reason when the kind is missing; <see cref="Number"/> is 0 or 1 for a bool.
/// </summary>
public struct Reading
{
    /// <summary>Channel name from <c>hardware/channels.json</c>, or a foreign one.</summary>
    public string Channel;

    /// <summary>UCUM unit when it differs from the channel's own, else null.</summary>
    public string? Unit;

    public ReadingKind Kind;
    public double Number;
    public string? Text;

    /// <summary>Unix milliseconds; what it is worth says the pack's <see cref="TimeBasis"/>.</summary>
    public long TimeMs;

    /// <summary>QARTOD flag, <see cref="SmartCity.Wire.Quality"/>.</summary>
    public byte Quality;

    /// <summary>Tests that raised the flag, as bits; 0 when the node itself did.</summary>
    public ushort Tests;

    public ReadingFate Fate;
}
