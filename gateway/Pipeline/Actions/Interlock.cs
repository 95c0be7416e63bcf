using System.Globalization;
using SmartCity.Pipeline.Config;

namespace SmartCity.Pipeline.Actions;

/// <summary>The latest reading of a channel of a node, or null.</summary>
public delegate (long TimeMs, double Value)? LatestReading(string site, string node, string channel);

/// <summary>Decides whether an action may be taken.</summary>
internal static class Interlock
{
    public const long DayMs = 86_400_000;

    /// <summary>Null when it may, else why not. <paramref name="history"/>: when the same was done before, oldest first.</summary>
    public static string? Check(InterlockOptions interlock, LatestReading latest, string site, string node, IReadOnlyList<long> history, long nowMs)
    {
        if (interlock.MinIntervalSeconds is { } least && history.Count > 0 && nowMs - history[^1] < least * 1000)
        {
            return string.Create(CultureInfo.InvariantCulture, $"done {(nowMs - history[^1]) / 1000} s ago, at least {least} s apart");
        }

        if (interlock.MaxPerDay is { } most && history.Count(t => nowMs - t < DayMs) >= most)
        {
            return string.Create(CultureInfo.InvariantCulture, $"done {most} times in a day already");
        }

        return interlock.Require is { } condition ? Check(condition, latest(site, node, condition.Channel), nowMs) : null;
    }

    public static bool Holds(ConditionOptions condition, double value) => !(value < condition.AtLeast) && !(value > condition.AtMost) && !double.IsNaN(value);

    private static string? Check(ConditionOptions condition, (long TimeMs, double Value)? reading, long nowMs)
    {
        if (reading is not { } r) return $"{condition.Channel} is not known";
        if (nowMs - r.TimeMs > condition.MaxAgeSeconds * 1000) return $"{condition.Channel} is too old to rely on";
        return Holds(condition, r.Value) ? null : string.Create(CultureInfo.InvariantCulture, $"{condition.Channel} is {r.Value:G4}");
    }
}
