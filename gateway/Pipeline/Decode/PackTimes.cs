using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Decode;

/// <summary>
/// Times of one pack: absolute as sent, relative ones (below 2^28 s, RFC 8428 §4.5.3) counted from arrival. Where the
/// sender never knew the time its offsets keep their spacing and the newest takes the time of arrival.
/// </summary>
internal sealed class PackTimes
{
    private long _receivedMs;
    private bool _unknown;
    private bool _any;
    private long _newestOffset;

    public TimeBasis Basis { get; private set; }

    public void Begin(long receivedMs)
    {
        _receivedMs = receivedMs;
        _unknown = false;
        _any = false;
        _newestOffset = long.MinValue;
        Basis = TimeBasis.Node;
    }

    /// <summary>The pack said <c>"clk":0</c>; before any <see cref="Resolve"/>.</summary>
    public void MarkUnknown()
    {
        _unknown = true;
        Basis = TimeBasis.Unknown;
    }

    /// <summary>Unix milliseconds of a resolved time in seconds, or what is wrong with it.</summary>
    public string? Resolve(double seconds, out long timeMs)
    {
        long ms = (long)Math.Round(seconds * 1000);
        timeMs = ms;
        bool relative = seconds < WireLimits.RelativeTimeBoundSeconds;
        if (_unknown)
        {
            if (!relative) return "an absolute time in a pack that never knew the time";
            _newestOffset = Math.Max(_newestOffset, ms);
            return null;
        }

        var basis = relative ? TimeBasis.Arrival : TimeBasis.Node;
        if (_any && basis != Basis) return "relative and absolute times in one pack";
        _any = true;
        Basis = basis;
        if (relative) timeMs = _receivedMs + ms;
        return null;
    }

    /// <summary>Moves offsets of an unknown clock so that the newest reading has the time of arrival.</summary>
    public void Finish(Span<Reading> readings)
    {
        if (!_unknown) return;
        foreach (ref var reading in readings) reading.TimeMs += _receivedMs - _newestOffset;
    }
}
