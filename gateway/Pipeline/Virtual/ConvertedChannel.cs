using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Filters;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Virtual;

/// <summary>A reading in another unit; a reading whose unit is of another kind gives none.</summary>
internal sealed class ConvertedChannel(ConvertChannel options, string? ownUnit) : VirtualChannel(options.As, options.To)
{
    public override IReadOnlyList<string> Inputs { get; } = [options.Channel];

    public override bool TakesAny => true;

    public override bool Observe(int input, in Reading reading, out long timeMs, out double result)
    {
        (timeMs, result) = (reading.TimeMs, 0);
        return (reading.Unit ?? ownUnit) is { } from && UnitConversion.TryConvert(reading.Number, from, options.To, out result);
    }

    public override void Save(StateWriter writer)
    {
    }

    public override void Load(StateReader reader)
    {
    }
}
