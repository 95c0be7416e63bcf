using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Rules;

/// <summary>Smallest 15-minute mean of a night against a limit or the nights before; judged when the night's window is over.</summary>
internal sealed class NightFlowDetector(NightFlowRule rule, TimeSpan utcOffset) : Detector
{
    private const long QuarterHourMs = 900_000;
    private const long DayMs = 86_400_000;
    private const long HourMs = 3_600_000;
    private const int LeastNights = 3;
    private readonly RunningMedian _usual = new();
    private long _quarter = long.MinValue;
    private double _sum;
    private long _count;
    private double _least = double.PositiveInfinity;
    private double _judged;

    public override IReadOnlyList<string> Channels { get; } = [rule.Flow];

    public override string Cause => rule.Above is { } limit && _judged > limit
        ? $"least night flow of {rule.Flow} is {Numbers.Say(_judged)}, above {Numbers.Say(limit)}"
        : $"least night flow of {rule.Flow} is {Numbers.Say(_judged)}, usual is {Numbers.Say(_usual.Value)}";

    public override bool? Observe(int channel, long timeMs, double value)
    {
        long local = timeMs + (long)utcOffset.TotalMilliseconds;
        long ofDay = ((local % DayMs) + DayMs) % DayMs;
        bool night = ofDay >= rule.FromHour * HourMs && ofDay < rule.ToHour * HourMs;
        long quarter = local / QuarterHourMs;
        if (quarter != _quarter) EndQuarter(quarter);
        if (night)
        {
            _sum += value;
            _count++;
            return null;
        }

        return double.IsPositiveInfinity(_least) ? null : EndNight();
    }

    public override void Save(StateWriter writer)
    {
        _usual.Save(writer);
        writer.Whole(_quarter);
        writer.Number(_sum);
        writer.Whole(_count);
        writer.Number(_least);
        writer.Number(_judged);
    }

    public override void Load(StateReader reader)
    {
        _usual.Load(reader);
        _quarter = reader.Whole();
        _sum = reader.Number();
        _count = reader.Whole();
        _least = reader.Number();
        _judged = reader.Number();
    }

    private void EndQuarter(long next)
    {
        if (_count > 0) _least = Math.Min(_least, _sum / _count);
        _quarter = next;
        _sum = 0;
        _count = 0;
    }

    // A night that raises the alarm does not become part of what is usual.
    private bool EndNight()
    {
        _judged = _least;
        _least = double.PositiveInfinity;
        bool high = _judged > rule.Above || (_usual.Count >= LeastNights && _judged > rule.TimesUsual * _usual.Value);
        if (!high) _usual.Add(_judged);
        return high;
    }
}
