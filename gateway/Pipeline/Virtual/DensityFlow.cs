using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Virtual;

/// <summary>Each reading of a flow as it would be at the reference temperature; none while the temperature is not known.</summary>
internal sealed class DensityFlow(DensityFlowChannel options, string unit) : VirtualChannel(options.As, unit)
{
    private double _celsius = double.NaN;
    private long _celsiusMs;

    public override IReadOnlyList<string> Inputs { get; } = [options.Flow, options.Temperature];

    public override bool Observe(int input, in Reading reading, out long timeMs, out double result)
    {
        (timeMs, result) = (reading.TimeMs, 0);
        if (input == 1)
        {
            (_celsius, _celsiusMs) = (reading.Number, reading.TimeMs);
            return false;
        }

        if (double.IsNaN(_celsius) || Math.Abs(reading.TimeMs - _celsiusMs) > options.MaxAgeSeconds * 1000) return false;
        result = WaterFlow.AtReference(reading.Number, _celsius, options.ReferenceCelsius);
        return double.IsFinite(result);
    }

    public override void Save(StateWriter writer)
    {
        writer.Number(_celsius);
        writer.Whole(_celsiusMs);
    }

    public override void Load(StateReader reader)
    {
        _celsius = reader.Number();
        _celsiusMs = reader.Whole();
    }
}
