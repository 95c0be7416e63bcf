using System.Globalization;

namespace SmartCity.Gateway.Demo;

/// <summary>Durations as people type them: <c>20s</c>, <c>1.5m</c>, <c>2h</c>, <c>500ms</c>; and spans of them, <c>5s..12s</c>.</summary>
internal static class DemoSpan
{
    public static bool TryDuration(string text, out TimeSpan value)
    {
        value = default;
        var unitAt = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        if (unitAt == 0 || !double.TryParse(text.AsSpan(0, unitAt), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        double seconds = text[unitAt..] switch
        {
            "ms" => 0.001,
            "s" or "" => 1,
            "m" => 60,
            "h" => 3600,
            _ => -1,
        };
        if (seconds < 0 || number * seconds > TimeSpan.MaxValue.TotalSeconds / 2) return false;
        value = TimeSpan.FromSeconds(number * seconds);
        return true;
    }

    public static bool TrySpan(string text, out (TimeSpan From, TimeSpan Until) span)
    {
        span = default;
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0 || !TryDuration(text[..dots], out var from) || !TryDuration(text[(dots + 2)..], out var until) || until <= from) return false;
        span = (from, until);
        return true;
    }
}
