using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Filters;

/// <summary>A step of a filter at work on one series.</summary>
internal abstract class FilterStage : IStateful
{
    /// <summary>
    /// True when the reading at that place goes on. May add derived readings to the pack, or give back one it kept from it
    /// before.
    /// </summary>
    public abstract bool Pass(Pack pack, int index);

    public abstract void Save(StateWriter writer);

    public abstract void Load(StateReader reader);

    /// <param name="step">Entry of the configuration.</param>
    /// <param name="channel">Name of the series.</param>
    /// <param name="unit">Unit of the series by the catalogue.</param>
    public static FilterStage Create(FilterStep step, string channel, string? unit) => step switch
    {
        DeadbandStep s => new DeadbandStage(s),
        RateLimitStep s => new RateLimitStage(s),
        SwingingDoorStep s => new SwingingDoorStage(s),
        WindowStep s => new WindowStage(s, channel, unit),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.GetType().Name, "a step without a class"),
    };
}

internal sealed class DeadbandStage(DeadbandStep step) : FilterStage
{
    private readonly Deadband _band = new(step.Width, step.HeartbeatSeconds);

    public override bool Pass(Pack pack, int index) => _band.Pass(pack.Readings[index].TimeMs, pack.Readings[index].Number);

    public override void Save(StateWriter writer) => _band.Save(writer);

    public override void Load(StateReader reader) => _band.Load(reader);
}

internal sealed class RateLimitStage(RateLimitStep step) : FilterStage
{
    private readonly RateLimit _limit = new(step.Seconds);

    public override bool Pass(Pack pack, int index) => _limit.Pass(pack.Readings[index].TimeMs);

    public override void Save(StateWriter writer) => _limit.Save(writer);

    public override void Load(StateReader reader) => _limit.Load(reader);
}
