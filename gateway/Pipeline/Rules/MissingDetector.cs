using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Rules;

/// <summary>A channel that reports missing values.</summary>
internal sealed class MissingDetector(string channel) : Detector
{
    public override IReadOnlyList<string> Channels { get; } = [channel];

    public override bool TakesFailed => true;

    public override bool TakesMissing => true;

    public override string Cause => $"{channel} reports missing values";

    public override bool? Observe(int channel, long timeMs, double value) => double.IsNaN(value);

    public override void Save(StateWriter writer)
    {
    }

    public override void Load(StateReader reader)
    {
    }
}
