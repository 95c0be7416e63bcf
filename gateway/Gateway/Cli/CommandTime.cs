using System.Globalization;

namespace SmartCity.Gateway.Cli;

/// <summary>A moment on the command line: RFC 3339, or so long before now as <c>-90s</c>, <c>-30m</c>, <c>-2h</c> or <c>-1d</c>.</summary>
internal static class CommandTime
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Unix milliseconds of <paramref name="text"/>. A time without an offset is none: whose clock would it be?</summary>
    public static bool TryParse(string text, DateTimeOffset now, out long unixMs)
    {
        unixMs = 0;
        if (text.StartsWith('-')) return TryParseAge(text, now, out unixMs);
        var zoned = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
        if (!zoned || !DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return false;
        unixMs = time.ToUnixTimeMilliseconds();
        return true;
    }

    private static bool TryParseAge(string text, DateTimeOffset now, out long unixMs)
    {
        unixMs = 0;
        if (text.Length < 3 || UnitSeconds(text[^1]) is not { } unit) return false;
        if (!int.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        unixMs = now.ToUnixTimeMilliseconds() - (count * unit * 1000L);
        return true;
    }

    private static long? UnitSeconds(char unit) => unit switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => null };
}
