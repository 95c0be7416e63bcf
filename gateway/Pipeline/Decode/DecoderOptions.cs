using SmartCity.Wire;

namespace SmartCity.Pipeline.Decode;

/// <summary>Bounds of the decoder, and which dialect it takes.</summary>
public sealed record DecoderOptions
{
    /// <summary>Wire contract version 1: base name, boot and seq are required, limits of <see cref="WireLimits"/> hold.</summary>
    public static DecoderOptions Contract { get; } = new();

    /// <summary>
    /// General SenML (RFC 8428) of devices that know nothing of the contract: boot and seq stay 0, the channel is the whole
    /// resolved name, and a reading without <c>q</c> counts as not evaluated.
    /// </summary>
    public static DecoderOptions Foreign { get; } = new() { IsForeign = true, MaxBytes = 8192, MaxName = 128, MaxText = 128 };

    public bool IsForeign { get; init; }

    public int MaxBytes { get; init; } = WireLimits.MaxPackBytes;

    public int MaxReadings { get; init; } = WireLimits.MaxReadings;

    /// <summary>Bytes of a channel name; base name and name together when foreign.</summary>
    public int MaxName { get; init; } = WireLimits.MaxChannel;

    /// <summary>Bytes of a text value or a unit.</summary>
    public int MaxText { get; init; } = WireLimits.MaxText;

    /// <summary>Fields of one record, known or not.</summary>
    public int MaxFields { get; init; } = 24;

    /// <summary>Nesting inside a field that is skipped.</summary>
    public int MaxDepth { get; init; } = 4;
}
