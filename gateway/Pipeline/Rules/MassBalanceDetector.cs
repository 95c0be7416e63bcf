using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Rules;

/// <summary>One-sided CUSUM of inflow less outflow less slack, in m3; gone when the sum is back at zero.</summary>
internal sealed class MassBalanceDetector(MassBalanceRule rule) : Detector
{
    // Longer silence says nothing about what flowed meanwhile.
    private const long LongestStepMs = 900_000;
    private double _inflow = double.NaN;
    private double _outflow = double.NaN;
    private long _inflowMs;
    private long _outflowMs;
    private long _sinceMs;
    private double _sum;

    public override IReadOnlyList<string> Channels { get; } = [rule.Inflow, rule.Outflow];

    public override string Cause => $"{Numbers.Say(_sum)} m3 went in at {rule.Inflow} and did not come out at {rule.Outflow}";

    public override bool? Observe(int channel, long timeMs, double value)
    {
        if (channel == 0) (_inflow, _inflowMs) = (value, timeMs);
        else (_outflow, _outflowMs) = (value, timeMs);
        if (double.IsNaN(_inflow) || double.IsNaN(_outflow)) return null;
        long both = Math.Min(_inflowMs, _outflowMs);
        long step = both - _sinceMs;
        if (step <= 0) return null;
        _sinceMs = both;
        if (step > LongestStepMs) return null;

        // Twice the volume is enough: the sum can then come back after a repair.
        _sum = Math.Clamp(_sum + ((_inflow - _outflow - rule.Slack) * step / 3_600_000.0), 0, rule.Volume * 2);
        if (_sum >= rule.Volume) return true;
        return _sum == 0 ? false : null;
    }

    public override void Save(StateWriter writer)
    {
        writer.Number(_inflow);
        writer.Number(_outflow);
        writer.Whole(_inflowMs);
        writer.Whole(_outflowMs);
        writer.Whole(_sinceMs);
        writer.Number(_sum);
    }

    public override void Load(StateReader reader)
    {
        _inflow = reader.Number();
        _outflow = reader.Number();
        _inflowMs = reader.Whole();
        _outflowMs = reader.Whole();
        _sinceMs = reader.Whole();
        _sum = reader.Number();
    }
}
