using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Rules;

/// <summary>Mean (of the energy, for levels in dB) of a sliding window above a limit value.</summary>
internal sealed class ExceedanceDetector(ExceedanceRule rule) : Detector
{
    private readonly BucketWindow _window = new(rule.WindowSeconds);

    public override IReadOnlyList<string> Channels { get; } = [rule.Channel];

    public override string Cause => $"mean of {rule.Channel} over {Numbers.Say(rule.WindowSeconds)} s is {Numbers.Say(Mean)}, above {Numbers.Say(rule.Above)}";

    private double Mean => rule.Energy ? 10 * Math.Log10(_window.Mean) : _window.Mean;

    public override bool? Observe(int channel, long timeMs, double value)
    {
        _window.Add(timeMs, rule.Energy ? Math.Pow(10, value / 10) : value);
        return _window.Coverage >= rule.Coverage ? Mean > rule.Above : null;
    }

    public override void Save(StateWriter writer) => _window.Save(writer);

    public override void Load(StateReader reader) => _window.Load(reader);
}
