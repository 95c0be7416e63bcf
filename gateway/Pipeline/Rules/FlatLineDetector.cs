using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Qartod;
using SmartCity.Pipeline.State;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Rules;

/// <summary>A value that stands still, by the QARTOD flat line test.</summary>
internal sealed class FlatLineDetector(FlatLineRule rule) : Detector
{
    private readonly FlatLine _flat = new(new FlatLineLimits(rule.Seconds, rule.Seconds, rule.Tolerance));

    public override IReadOnlyList<string> Channels { get; } = [rule.Channel];

    public override bool TakesFailed => true;

    public override string Cause => $"{rule.Channel} has not moved by {Numbers.Say(rule.Tolerance)} for {Numbers.Say(rule.Seconds)} s";

    public override bool? Observe(int channel, long timeMs, double value) => _flat.Add(timeMs, value) == Quality.Fail;

    public override void Save(StateWriter writer) => _flat.Save(writer);

    public override void Load(StateReader reader) => _flat.Load(reader);
}
