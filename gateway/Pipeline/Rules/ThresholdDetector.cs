using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Rules;

/// <summary>At or beyond a bound; back when it is inside by more than the hysteresis.</summary>
internal sealed class ThresholdDetector(string channel, double? above, double? below, double hysteresis, bool takesFailed) : Detector
{
    private double _value;

    public override IReadOnlyList<string> Channels { get; } = [channel];

    public override bool TakesFailed => takesFailed;

    public override string Cause => _value >= above
        ? $"{channel} {Numbers.Say(_value)} is at or above {Numbers.Say(above)}"
        : $"{channel} {Numbers.Say(_value)} is at or below {Numbers.Say(below)}";

    public override bool? Observe(int channel, long timeMs, double value)
    {
        if (value >= above || value <= below)
        {
            _value = value;
            return true;
        }

        bool inside = !(value > above - hysteresis) && !(value < below + hysteresis);
        return inside || hysteresis == 0 ? false : null;
    }

    public override void Save(StateWriter writer) => writer.Number(_value);

    public override void Load(StateReader reader) => _value = reader.Number();
}
