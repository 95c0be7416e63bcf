using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Rules;

/// <summary>Level at the limit, on its way there within the lead time, or a wet float.</summary>
internal sealed class FloodingDetector(FloodingRule rule) : Detector
{
    private readonly TimedWindow _window = new(1024);
    private double _level = double.NaN;
    private double _ahead;
    private bool _wet;

    public override IReadOnlyList<string> Channels { get; } = rule.FloatSwitch is { } name ? [rule.Level, name] : [rule.Level];

    public override string Cause =>
        _wet ? $"{rule.FloatSwitch} is wet, {rule.Level} {Numbers.Say(_level)}"
        : _level >= rule.Above ? $"{rule.Level} {Numbers.Say(_level)} is at or above {Numbers.Say(rule.Above)}"
        : $"{rule.Level} {Numbers.Say(_level)} will be {Numbers.Say(_ahead)} in {Numbers.Say(rule.LeadSeconds)} s";

    public override bool? Observe(int channel, long timeMs, double value)
    {
        if (channel == 1) _wet = value >= 0.5;
        else Rise(timeMs, value);
        if (_wet || _level >= rule.Above || _ahead >= rule.Above) return true;
        return !(_level > rule.Above - rule.Hysteresis) || rule.Hysteresis == 0 ? false : null;
    }

    public override void Save(StateWriter writer)
    {
        _window.Save(writer);
        writer.Number(_level);
        writer.Number(_ahead);
        writer.Bool(_wet);
    }

    public override void Load(StateReader reader)
    {
        _window.Load(reader);
        _level = reader.Number();
        _ahead = reader.Number();
        _wet = reader.Bool();
    }

    private void Rise(long timeMs, double value)
    {
        _level = value;
        _window.DropUpTo(timeMs - (rule.WindowSeconds * 1000) - 1);
        _window.Add(timeMs, value);
        long span = timeMs - _window.First.TimeMs;
        bool longEnough = span >= rule.WindowSeconds * 500;
        _ahead = longEnough ? value + ((value - _window.First.Value) / span * rule.LeadSeconds * 1000) : value;
    }
}
