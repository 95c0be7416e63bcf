using System.Globalization;

namespace SmartCity.Gateway.Forward.Engine;

/// <summary>
/// Hours of the day, by the clock on the wall, in which backlog may go. Where the clock is put forward over a part of
/// them, that part does not come that day; where it is put back into them, it comes twice.
/// </summary>
internal sealed class BacklogHours
{
    private const int MinutesAhead = 3 * 24 * 60;

    private readonly List<(TimeOnly From, TimeOnly To)> _windows;

    private BacklogHours(List<(TimeOnly From, TimeOnly To)> windows) => _windows = windows;

    /// <param name="windows">Each as <c>01:00-05:00</c>, from a minute up to but not including another, over midnight too; none: the whole day.</param>
    /// <exception cref="FormatException">One of them is not of that form.</exception>
    public static BacklogHours Of(IEnumerable<string> windows) =>
        new([.. windows.Select(text => TryParse(text, out var window) ? window : throw new FormatException(text))]);

    /// <summary>Reads one window; an end of 24:00 is midnight.</summary>
    public static bool TryParse(string text, out (TimeOnly From, TimeOnly To) window)
    {
        window = default;
        if (text.Split('-') is not [var from, var to] || !TryRead(from, out window.From)) return false;
        return (to == "24:00" || TryRead(to, out window.To)) && window.From != window.To;
    }

    /// <summary>True when backlog may go at that local time.</summary>
    public bool IsOpen(DateTimeOffset local)
    {
        var time = TimeOnly.FromDateTime(local.DateTime);
        return _windows.Count == 0 || _windows.Exists(window => time.IsBetween(window.From, window.To));
    }

    /// <summary>The first whole minute after <paramref name="now"/> at which backlog may go, in local time; null when it may now.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (IsOpen(TimeZoneInfo.ConvertTime(now, zone))) return null;
        var minute = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        DateTimeOffset local;
        var ahead = 0;

        // A window that a change of the clock leaves out comes the day after.
        do local = TimeZoneInfo.ConvertTime(minute.AddMinutes(++ahead), zone);
        while (!IsOpen(local) && ahead < MinutesAhead);
        return local;
    }

    private static bool TryRead(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
