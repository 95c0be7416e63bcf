using System.Globalization;
using SmartCity.Gateway.History;

namespace SmartCity.Gateway.Web.Api;

/// <summary>What is asked of the history: a channel, a span [From, To) in Unix milliseconds, and how fine.</summary>
internal sealed record HistoryQuery(SeriesName Series, long From, long To, Resolution Resolution)
{
    private const long LongestRawMs = 2 * 86_400_000;
    private const long LongestMinuteMs = 8 * 86_400_000L;

    /// <summary>Reads the query string; null with what was expected.</summary>
    public static HistoryQuery? TryRead(IQueryCollection query, long nowMs, out string fault)
    {
        fault = "expected site, node and channel";
        if (query["site"].FirstOrDefault() is not { Length: > 0 } site || query["node"].FirstOrDefault() is not { Length: > 0 } node) return null;
        if (query["channel"].FirstOrDefault() is not { Length: > 0 } channel) return null;
        fault = "resolution: expected raw, 1min, 15min or 1h";
        if (Parse(query["resolution"].FirstOrDefault() ?? "15min") is not { } resolution) return null;
        fault = "expected last in milliseconds, or from and to as RFC 3339 times or Unix milliseconds, from before to";
        if (Span(query, nowMs) is not var (from, to) || from >= to) return null;
        var longest = resolution switch
        {
            Resolution.Raw => LongestRawMs,
            Resolution.Minute => LongestMinuteMs,
            _ => long.MaxValue,
        };
        fault = $"at this resolution a span of at most {longest / 3_600_000} hours can be had; take a coarser one or a shorter span";
        return to - from > longest ? null : new HistoryQuery(new SeriesName(site, node, channel), from, to, resolution);
    }

    public static string Name(Resolution resolution) => resolution switch
    {
        Resolution.Raw => "raw",
        Resolution.Minute => "1min",
        Resolution.Quarter => "15min",
        _ => "1h",
    };

    /// <summary>Unix milliseconds or an RFC 3339 time.</summary>
    public static long? Time(string? text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms)) return ms;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUnixTimeMilliseconds() : null;
    }

    private static (long From, long To)? Span(IQueryCollection query, long nowMs)
    {
        if (query["last"].FirstOrDefault() is { } last) return long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms < nowMs ? (nowMs - ms, nowMs + 1) : null;
        if (Time(query["from"].FirstOrDefault()) is not { } from) return null;
        return query["to"].FirstOrDefault() is not { } to ? (from, nowMs + 1) : Time(to) is { } until ? (from, until) : null;
    }

    private static Resolution? Parse(string text) => text switch
    {
        "raw" => Gateway.History.Resolution.Raw,
        "1min" => Gateway.History.Resolution.Minute,
        "15min" => Gateway.History.Resolution.Quarter,
        "1h" => Gateway.History.Resolution.Hour,
        _ => null,
    };
}
