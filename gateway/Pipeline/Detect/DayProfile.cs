using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Detect;

/// <summary>
/// What is usual at an hour of the day, weekdays and weekends apart, learnt as it goes: a climatology nobody has to write.
/// </summary>
internal sealed class DayProfile(TimeSpan utcOffset) : IStateful
{
    private const int Hours = 24;
    private const int LeastDays = 3;
    private const int Length = 2000;
    private const long HourMs = 3_600_000;
    private readonly Moments[] _bins = [.. Enumerable.Range(0, Hours * 2).Select(_ => new Moments(Length))];
    private readonly long[] _lastDay = new long[Hours * 2];
    private readonly int[] _days = new int[Hours * 2];

    /// <summary>Deviations from what is usual, with their sign; null while the hour has not been seen on three days.</summary>
    public double? Add(long timeMs, double value)
    {
        long hours = (long)Math.Floor((timeMs + utcOffset.TotalMilliseconds) / HourMs);
        long day = Math.DivRem(hours, Hours, out long hour);

        // 1 January 1970 was a Thursday.
        bool weekend = ((((day + 3) % 7) + 7) % 7) >= 5;
        int bin = (int)(((hour % Hours) + Hours) % Hours) + (weekend ? Hours : 0);
        if (_days[bin] == 0 || _lastDay[bin] != day)
        {
            _days[bin] = Math.Min(_days[bin] + 1, LeastDays + 1);
            _lastDay[bin] = day;
        }

        var usual = _bins[bin];
        double? deviation = _days[bin] > LeastDays && usual.Deviation > 0 ? (value - usual.Mean) / usual.Deviation : null;
        usual.Add(value);
        return deviation;
    }

    public void Save(StateWriter writer)
    {
        for (int i = 0; i < _bins.Length; i++)
        {
            _bins[i].Save(writer);
            writer.Whole(_lastDay[i]);
            writer.Whole(_days[i]);
        }
    }

    public void Load(StateReader reader)
    {
        for (int i = 0; i < _bins.Length; i++)
        {
            _bins[i].Load(reader);
            _lastDay[i] = reader.Whole();
            _days[i] = reader.Small();
        }
    }
}
