using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Rules;

/// <summary>Pressure under its baseline while the flow is over its own; holds until the pressure has come half way back.</summary>
internal sealed class BurstDetector(BurstRule rule) : Detector
{
    private readonly Baseline _pressure = new(rule.BaselineSeconds, rule.WithinSeconds);
    private readonly Baseline _flow = new(rule.BaselineSeconds, rule.WithinSeconds);
    private double _flowThen;
    private double _pressureThen;
    private bool _active;

    public override IReadOnlyList<string> Channels { get; } = [rule.Pressure, rule.Flow];

    public override string Cause =>
        $"{rule.Pressure} fell from {Numbers.Say(_pressure.Mean)} to {Numbers.Say(_pressureThen)} while {rule.Flow} rose from {Numbers.Say(_flow.Mean)} to {Numbers.Say(_flowThen)}";

    public override bool? Observe(int channel, long timeMs, double value)
    {
        (channel == 0 ? _pressure : _flow).Add(timeMs, value);
        if (!_pressure.Known || !_flow.Known) return null;
        double fall = 1 - (_pressure.Latest / _pressure.Mean);
        if (_active) return channel == 0 && fall < rule.Drop / 2 ? End() : null;
        if (Math.Abs(_pressure.LatestMs - _flow.LatestMs) > rule.WithinSeconds * 1000) return false;
        double rise = (_flow.Latest / _flow.Mean) - 1;
        if (!(fall >= rule.Drop && rise >= rule.Rise)) return false;
        (_pressureThen, _flowThen) = (_pressure.Latest, _flow.Latest);
        SetActive(true);
        return true;
    }

    public override void Save(StateWriter writer)
    {
        _pressure.Save(writer);
        _flow.Save(writer);
        writer.Number(_pressureThen);
        writer.Number(_flowThen);
        writer.Bool(_active);
    }

    public override void Load(StateReader reader)
    {
        _pressure.Load(reader);
        _flow.Load(reader);
        _pressureThen = reader.Number();
        _flowThen = reader.Number();
        _active = reader.Bool();
    }

    private bool End()
    {
        SetActive(false);
        return false;
    }

    private void SetActive(bool active)
    {
        _active = active;
        _pressure.Frozen = active;
        _flow.Frozen = active;
        _pressure.DropRecent();
        _flow.DropRecent();
    }
}
