using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Rules;

/// <summary>Mean occupancy of a window above a limit while the mean of a second channel, if there is one, is below another.</summary>
internal sealed class TrafficDetector(string occupancy, double above, string? second, double below, double windowSeconds) : Detector
{
    private const double LeastCoverage = 0.5;
    private readonly BucketWindow _occupancy = new(windowSeconds);
    private readonly BucketWindow? _second = second == null ? null : new(windowSeconds);

    public override IReadOnlyList<string> Channels { get; } = second == null ? [occupancy] : [occupancy, second];

    public override string Cause => second == null
        ? $"{occupancy} {Numbers.Say(_occupancy.Mean)} over {Numbers.Say(windowSeconds)} s"
        : $"{occupancy} {Numbers.Say(_occupancy.Mean)} with {second} {Numbers.Say(_second!.Mean)} over {Numbers.Say(windowSeconds)} s";

    public override bool? Observe(int channel, long timeMs, double value)
    {
        (channel == 0 ? _occupancy : _second!).Add(timeMs, value);
        if (_occupancy.Coverage < LeastCoverage || _second?.Coverage < LeastCoverage) return null;
        return _occupancy.Mean >= above && (_second == null || _second.Mean <= below);
    }

    public override void Save(StateWriter writer)
    {
        _occupancy.Save(writer);
        writer.Part(_second);
    }

    public override void Load(StateReader reader)
    {
        _occupancy.Load(reader);
        reader.Part(_second);
    }
}
