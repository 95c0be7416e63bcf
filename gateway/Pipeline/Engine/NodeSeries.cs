using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Qartod;
using SmartCity.Pipeline.Rules;

namespace SmartCity.Pipeline.Engine;

/// <summary>What the pipeline remembers of one node: its series, made as channels turn up, and the rules that watch it.</summary>
internal sealed class NodeSeries
{
    // A node that made up channel names without end would otherwise fill the memory.
    private const int MostChannels = 256;
    private readonly PipelineOptions _options;
    private readonly ChannelCatalogue _catalogue;
    private readonly IReadOnlyList<(NeighbourOptions Options, Neighbours Group)> _neighbours;
    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);

    public NodeSeries(string site, string node, PipelineOptions options, ChannelCatalogue catalogue, IReadOnlyList<(NeighbourOptions, Neighbours)> neighbours)
    {
        Site = site;
        Node = node;
        _options = options;
        _catalogue = catalogue;
        _neighbours = neighbours;
        Watches = [.. options.Rules.Where(r => Glob.Matches(r.Site, site) && Glob.Matches(r.Nodes, node)).Select(r => new RuleWatch(r, site, node, options.UtcOffset))];
        Absences = [.. Watches.Where(w => w.Detector == null)];
    }

    public string Site { get; }

    public string Node { get; }

    public RuleWatch[] Watches { get; }

    public RuleWatch[] Absences { get; }

    /// <summary>When something was last heard, by the gateway's clock.</summary>
    public long HeardMs { get; set; }

    public IReadOnlyDictionary<string, Series> Channels => _series;

    /// <summary>The series of a channel; null past the bound.</summary>
    public Series? For(string channel)
    {
        if (_series.TryGetValue(channel, out var series)) return series;
        if (_series.Count == MostChannels) return null;
        var (group, place) = FindNeighbours(channel);
        var watches = new List<(RuleWatch, int)>();
        foreach (var watch in Watches)
        {
            for (int i = 0; i < watch.Detector?.Channels.Count; i++)
            {
                if (watch.Detector.Channels[i] == channel) watches.Add((watch, i));
            }
        }

        return _series[channel] = new Series(SeriesLimits.Gather(_options, _catalogue, Site, Node, channel), group, place, watches);
    }

    private (Neighbours? Group, int Place) FindNeighbours(string channel)
    {
        foreach (var (options, group) in _neighbours)
        {
            if (options.Site == Site && options.Channel == channel && group.IndexOf(Node) is >= 0 and var place) return (group, place);
        }

        return (null, -1);
    }
}
