using SmartCity.Pipeline.Clock;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Filters;
using SmartCity.Pipeline.Qartod;
using SmartCity.Pipeline.Rules;
using SmartCity.Pipeline.Virtual;

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
        Virtuals = CreateVirtuals();
        Track = PositionTrack.Gather(options, site, node);
        Absences = [.. Watches.Where(w => w.Detector == null)];
    }

    public string Site { get; }

    public string Node { get; }

    public RuleWatch[] Watches { get; }

    public RuleWatch[] Absences { get; }

    public VirtualChannel[] Virtuals { get; private set; }

    /// <summary>Where the node is, when its position is tested.</summary>
    public PositionTrack? Track { get; }

    /// <summary>When its packs were measured, in the order of boot and seq.</summary>
    public PackTimeline Timeline { get; } = new();

    /// <summary>When something was last heard, by the gateway's clock.</summary>
    public long HeardMs { get; set; }

    /// <summary>True when its last pack had times by the gateway's clock.</summary>
    public bool Stamped { get; set; }

    public IReadOnlyDictionary<string, Series> Channels => _series;

    /// <summary>The series of a channel; null past the bound.</summary>
    public Series? For(string channel)
    {
        if (_series.TryGetValue(channel, out var series)) return series;
        return _series.Count == MostChannels ? null : _series[channel] = Create(channel);
    }

    // Apart from the look-up, which must not pay for the closures.
    private Series Create(string channel)
    {
        var (group, place) = FindNeighbours(channel);
        return new Series(
            SeriesLimits.Gather(_options, _catalogue, Site, Node, channel), group, place, () => FilterChain.Gather(_options, _catalogue, Site, Node, channel))
        {
            Watches = [.. Watches.SelectMany(w => Places(w.Detector?.Channels, channel).Select(i => (w, i)))],
            Virtuals = [.. Virtuals.SelectMany(v => Places(v.Inputs, channel).Select(i => (v, i)))],
        };
    }

    /// <summary>Forgets what was measured, not which events are up: after a step of the clock times before and after cannot be compared.</summary>
    public void StartAnew()
    {
        _series.Clear();
        foreach (var watch in Watches) watch.StartAnew(_options.UtcOffset);
        Virtuals = CreateVirtuals();
        Timeline.Clear();
    }

    private VirtualChannel[] CreateVirtuals() =>
        [.. _options.Virtual.Where(v => Glob.Matches(v.Site, Site) && Glob.Matches(v.Nodes, Node)).Select(v => VirtualFactory.Create(v, _catalogue))];

    private static IEnumerable<int> Places(IReadOnlyList<string>? channels, string channel) =>
        Enumerable.Range(0, channels?.Count ?? 0).Where(i => channels![i] == channel);

    private (Neighbours? Group, int Place) FindNeighbours(string channel)
    {
        foreach (var (options, group) in _neighbours)
        {
            if (options.Site == Site && options.Channel == channel && group.IndexOf(Node) is >= 0 and var place) return (group, place);
        }

        return (null, -1);
    }
}
