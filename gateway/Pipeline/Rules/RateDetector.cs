using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Rules;

/// <summary>Change between the ends of a window, per minute.</summary>
internal sealed class RateDetector(RateRule rule) : Detector
{
    private readonly TimedWindow _window = new(1024);
    private double _rate;

    public override IReadOnlyList<string> Channels { get; } = [rule.Channel];

    public override string Cause => $"{rule.Channel} changes by {Numbers.Say(_rate)} a minute, limit {Numbers.Say(rule.PerMinute)}";

    public override bool? Observe(int channel, long timeMs, double value)
    {
        _window.DropUpTo(timeMs - (rule.WindowSeconds * 1000) - 1);
        _window.Add(timeMs, value);
        double minutes = (timeMs - _window.First.TimeMs) / 60_000.0;
        if (minutes * 60 < rule.WindowSeconds / 2) return null;
        _rate = (value - _window.First.Value) / minutes;
        return rule.PerMinute >= 0 ? _rate >= rule.PerMinute : _rate <= rule.PerMinute;
    }

    public override void Save(StateWriter writer)
    {
        _window.Save(writer);
        writer.Number(_rate);
    }

    public override void Load(StateReader reader)
    {
        _window.Load(reader);
        _rate = reader.Number();
    }
}
