using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Pipeline.Rules;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Filters;

/// <summary>
/// The steps that thin one series. What a person must see always passes and moves nothing: values that failed a test or
/// are suspect, missing ones, states, and readings that cannot be put in the order of time.
/// </summary>
internal sealed class FilterChain(FilterStage[] stages) : IStateful
{
    public long LastMs { get; private set; } = long.MinValue;

    /// <summary>Null when no entry of the configuration matches.</summary>
    public static FilterChain? Gather(PipelineOptions options, ChannelCatalogue catalogue, string site, string node, string channel)
    {
        for (int i = options.Filters.Count - 1; i >= 0; i--)
        {
            var entry = options.Filters[i];
            if (!Glob.Matches(entry.Site, site) || !Glob.Matches(entry.Nodes, node) || !entry.Channels.Any(c => Glob.Matches(c, channel))) continue;
            return new FilterChain([.. entry.Steps.Select(s => FilterStage.Create(s, channel, catalogue.Find(channel)?.Unit))]);
        }

        return null;
    }

    /// <summary>Takes the next reading of the series and marks it when it is kept back. Times grow.</summary>
    public void Apply(Pack pack, int index)
    {
        LastMs = pack.Readings[index].TimeMs;
        foreach (var stage in stages)
        {
            if (stage.Pass(pack, index)) continue;
            pack.Readings[index].Fate = ReadingFate.Held;
            return;
        }
    }

    public void Save(StateWriter writer)
    {
        writer.Whole(LastMs);
        foreach (var stage in stages) stage.Save(writer);
    }

    public void Load(StateReader reader)
    {
        LastMs = reader.Whole();
        foreach (var stage in stages) stage.Load(reader);
    }
}
