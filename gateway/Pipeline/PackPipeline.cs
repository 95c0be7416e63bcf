using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;

namespace SmartCity.Pipeline;

/// <summary>What happens to a pack between decode and journal: tests run, flags are added, values stay as they are.</summary>
public sealed class PackPipeline(ChannelCatalogue catalogue)
{
    private readonly RangeTest _range = new(catalogue);

    /// <summary>Judges every reading of the pack. <paramref name="nowMs"/>: Unix milliseconds of the gateway's clock.</summary>
    public void Process(Pack pack, long nowMs)
    {
        foreach (ref var reading in pack.Readings) _range.Apply(ref reading);
    }
}
