namespace SmartCity.Pipeline.Model;

public enum ReadingKind : byte
{
    Number = 0,
    Text,
    Bool,
    Missing,
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
}
