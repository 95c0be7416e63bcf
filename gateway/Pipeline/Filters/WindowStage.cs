using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.State;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Filters;

/// <summary>
/// Statistics of a window as derived readings, stamped with the window's end, in the pack whose reading showed that the
/// window was over.
/// </summary>
internal sealed class WindowStage : FilterStage
{
    private readonly SlidingWindow _window;
    private readonly WindowStatistic[] _statistics;
    private readonly string[] _names;
    private readonly string? _unit;
    private readonly bool _keep;

    public WindowStage(WindowStep step, string channel, string? unit)
    {
        _window = new SlidingWindow(step.WindowSeconds, step.HopSeconds ?? step.WindowSeconds);
        _statistics = [.. step.Statistics];
        _names = [.. _statistics.Select(s => $"{channel}.{s.ToString().ToLowerInvariant()}")];
        _unit = unit;
        _keep = step.Keep;
    }

    public override bool Pass(Pack pack, int index)
    {
        var reading = pack.Readings[index];
        if (!_window.Add(reading.TimeMs, reading.Number, out var summary)) return _keep;
        for (int i = 0; i < _statistics.Length; i++)
        {
            pack.Add() = new Reading
            {
                Channel = _names[i],
                Unit = _statistics[i] == WindowStatistic.Count ? "1" : reading.Unit ?? _unit,
                Number = Of(_statistics[i], summary),
                TimeMs = summary.EndMs,
                Quality = Quality.Good,
                Fate = ReadingFate.Derived,
            };
        }

        return _keep;
    }

    public override void Save(StateWriter writer) => _window.Save(writer);

    public override void Load(StateReader reader) => _window.Load(reader);

    private static double Of(WindowStatistic statistic, in WindowSummary summary) => statistic switch
    {
        WindowStatistic.Count => summary.Count,
        WindowStatistic.Min => summary.Min,
        WindowStatistic.Max => summary.Max,
        WindowStatistic.Mean => summary.Mean,
        WindowStatistic.P95 => summary.P95,
        _ => summary.Last,
    };
}
