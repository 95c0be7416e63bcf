using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Detect;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Rules;

/// <summary>A value whose score of oddness is at or above a bound.</summary>
internal sealed class AnomalyDetector(AnomalyRule rule, TimeSpan utcOffset) : Detector
{
    private readonly AnomalyScorer _scorer = new(utcOffset);
    private double _value;
    private double _score;

    public override IReadOnlyList<string> Channels { get; } = [rule.Channel];

    public override string Cause => $"{rule.Channel} {Numbers.Say(_value)} is odd, score {Numbers.Say(_score)}";

    public override bool? Observe(int channel, long timeMs, double value)
    {
        double score = _scorer.Add(timeMs, value);
        if (score < rule.Above) return false;
        (_value, _score) = (value, score);
        return true;
    }

    public override void Save(StateWriter writer)
    {
        _scorer.Save(writer);
        writer.Number(_value);
        writer.Number(_score);
    }

    public override void Load(StateReader reader)
    {
        _scorer.Load(reader);
        _value = reader.Number();
        _score = reader.Number();
    }
}
