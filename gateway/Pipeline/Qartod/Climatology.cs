using System.Globalization;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Qartod;

/// <summary>A part of a date that repeats.</summary>
public enum ClimatePeriod
{
    Hour,
    DayOfYear,

    /// <summary>ISO 8601 week, 1 to 53.</summary>
    Week,
    Month,
    Quarter,
}

/// <summary>Bounds, both inclusive, on a part of the date.</summary>
public sealed record PeriodSpan(ClimatePeriod Period, int From, int To);

/// <summary>
/// What is usual at certain times: all of <see cref="Periods"/> hold and the time lies in From..To (inclusive, null is
/// open). Outside of Suspect is suspect, outside of Fail (if any) fails.
/// </summary>
public sealed record ClimateMember(
    IReadOnlyList<PeriodSpan> Periods, long? FromMs, long? ToMs, double SuspectMin, double SuspectMax, double? FailMin = null, double? FailMax = null);

/// <summary>
/// QARTOD climatology. Behaviour of ioos_qc <c>climatology_test</c> without depth: members apply in order, the last that
/// covers the time decides; not evaluated when none does. Parts of the date are those of local time.
/// </summary>
public sealed class Climatology(IReadOnlyList<ClimateMember> members, TimeSpan utcOffset)
{
    public int Judge(long timeMs, double value)
    {
        if (double.IsNaN(value)) return Quality.Missing;
        var local = DateTimeOffset.FromUnixTimeMilliseconds(timeMs).UtcDateTime + utcOffset;
        for (int i = members.Count - 1; i >= 0; i--)
        {
            var member = members[i];
            if (!Covers(member, timeMs, local)) continue;
            if (value < member.FailMin || value > member.FailMax) return Quality.Fail;
            return value < member.SuspectMin || value > member.SuspectMax ? Quality.Suspect : Quality.Good;
        }

        return Quality.NotEvaluated;
    }

    private static bool Covers(ClimateMember member, long timeMs, DateTime local)
    {
        if (timeMs < member.FromMs || timeMs > member.ToMs) return false;
        for (int i = 0; i < member.Periods.Count; i++)
        {
            var span = member.Periods[i];
            int part = Part(local, span.Period);

            // A span such as November to February runs over the turn of the year.
            bool inside = span.From <= span.To ? part >= span.From && part <= span.To : part >= span.From || part <= span.To;
            if (!inside) return false;
        }

        return true;
    }

    private static int Part(DateTime local, ClimatePeriod period) => period switch
    {
        ClimatePeriod.Hour => local.Hour,
        ClimatePeriod.DayOfYear => local.DayOfYear,
        ClimatePeriod.Week => ISOWeek.GetWeekOfYear(local),
        ClimatePeriod.Month => local.Month,
        _ => (local.Month + 2) / 3,
    };
}
