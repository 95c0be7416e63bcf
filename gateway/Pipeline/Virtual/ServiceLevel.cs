using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Filters;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Virtual;

/// <summary>Level of service once a window, 1 (A) to 6 (F), by the mean occupancy in it.</summary>
internal sealed class ServiceLevel(LevelOfServiceChannel options) : VirtualChannel(options.As, "1")
{
    private readonly SlidingWindow _window = new(options.WindowSeconds, options.WindowSeconds);

    public override IReadOnlyList<string> Inputs { get; } = [options.Occupancy];

    public override bool Observe(int input, in Reading reading, out long timeMs, out double result)
    {
        bool ended = _window.Add(reading.TimeMs, reading.Number, out var summary);
        timeMs = summary.EndMs;
        result = ended ? LevelOfService.Of(summary.Mean, options.EffectiveMetres) - 'A' + 1 : 0;
        return ended;
    }

    public override void Save(StateWriter writer) => _window.Save(writer);

    public override void Load(StateReader reader) => _window.Load(reader);
}
