using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Filters;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Virtual;

/// <summary>Inflow less outflow in percent of the inflow, once a window, by the means of both meters in it.</summary>
internal sealed class WaterLoss(WaterLossChannel options) : VirtualChannel(options.As, "%")
{
    private readonly SlidingWindow[] _windows = [new(options.WindowSeconds, options.WindowSeconds), new(options.WindowSeconds, options.WindowSeconds)];
    private readonly (long EndMs, double Mean)[] _means = [(0, 0), (0, 0)];

    public override IReadOnlyList<string> Inputs { get; } = [options.Inflow, options.Outflow];

    public override bool Observe(int input, in Reading reading, out long timeMs, out double result)
    {
        (timeMs, result) = (0, 0);
        if (!_windows[input].Add(reading.TimeMs, reading.Number, out var summary)) return false;
        _means[input] = (summary.EndMs, summary.Mean);
        if (_means[0].EndMs != _means[1].EndMs) return false;
        timeMs = summary.EndMs;
        result = 100 * WaterFlow.Imbalance(_means[0].Mean, _means[1].Mean);
        return double.IsFinite(result);
    }

    public override void Save(StateWriter writer)
    {
        for (int i = 0; i < _windows.Length; i++)
        {
            _windows[i].Save(writer);
            writer.Whole(_means[i].EndMs);
            writer.Number(_means[i].Mean);
        }
    }

    public override void Load(StateReader reader)
    {
        for (int i = 0; i < _windows.Length; i++)
        {
            _windows[i].Load(reader);
            _means[i] = (reader.Whole(), reader.Number());
        }
    }
}
