using SmartCity.Pipeline.Actions;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Pipeline.Rules;
using SmartCity.Pipeline.State;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Engine;

/// <summary>
/// The pipeline: packs, answers, acknowledgements and time in; flags on the packs and <see cref="Decisions"/> out. No I/O
/// and no clock: the same inputs from the same state give the same decisions, which is what makes a restart from a
/// checkpoint plus the journal behind it equal to a run without one. Not thread-safe.
/// </summary>
public sealed class PipelineEngine
{
    // Nodes are known by credentials long before this; the bound is the last line.
    private const int MostNodes = 20_000;
    private readonly PipelineOptions _options;
    private readonly ChannelCatalogue _catalogue;
    private readonly Dictionary<string, RuleOptions> _rules;
    private readonly List<(NeighbourOptions Options, Neighbours Group)> _neighbours;
    private readonly Dictionary<(string Site, string Node), NodeSeries> _nodes = [];
    private readonly List<NodeSeries> _inOrder = [];
    private readonly ActionDesk _desk;
    private readonly PackOrder _order = new();
    private long _nextAbsenceMs = long.MaxValue;

    public PipelineEngine(PipelineOptions options, ChannelCatalogue catalogue)
    {
        _options = options;
        _catalogue = catalogue;
        _rules = options.Rules.ToDictionary(r => r.Id, StringComparer.Ordinal);
        _neighbours = [.. options.Neighbours.Select(n => (n, new Neighbours(n.ToGroup())))];
        _desk = new ActionDesk(_rules, Latest);
    }

    /// <summary>Latest time the engine was told, Unix milliseconds.</summary>
    public long NowMs { get; private set; } = long.MinValue;

    /// <summary>Events that are raised and not cleared.</summary>
    public int ActiveEvents => _inOrder.Sum(n => n.Watches.Count(w => w.Active));

    /// <summary>
    /// Flags the readings of a pack and adds what they lead to. <paramref name="nowMs"/>: the gateway's time; give
    /// <see cref="Pack.ReceivedMs"/>, so that a replay of the journal decides the same.
    /// </summary>
    public void Process(Pack pack, long nowMs, Decisions decisions)
    {
        AdvanceTo(nowMs, decisions);
        if (Node(pack.Site, pack.Node) is not { } node) return;
        Heard(node, decisions);
        foreach (int index in _order.Sort(pack)) Process(node, pack, index, decisions);
    }

    /// <summary>Lets time pass: silent nodes, commands without answer. Call it about once a second.</summary>
    public void AdvanceTo(long nowMs, Decisions decisions)
    {
        if (nowMs <= NowMs) return;
        NowMs = nowMs;
        _desk.AdvanceTo(nowMs, decisions.Actions);
        if (nowMs >= _nextAbsenceMs) FindAbsent(decisions);
    }

    /// <summary>A node's answer to a command.</summary>
    public void Answer(string actionId, bool done, string? reason, long nowMs, Decisions decisions)
    {
        AdvanceTo(nowMs, decisions);
        _desk.Answer(actionId, done, reason, NowMs, decisions.Actions);
    }

    /// <summary>A person has seen an event; false, and nothing changes, when none of that id waits for it.</summary>
    public bool Acknowledge(string eventId, string by, long nowMs, Decisions decisions)
    {
        AdvanceTo(nowMs, decisions);
        bool seen = false;
        foreach (var node in _inOrder)
        {
            foreach (var watch in node.Watches)
            {
                if (watch.Active && watch.EventId == eventId) seen |= watch.Acknowledge(by, NowMs, decisions.Events);
            }
        }

        return seen;
    }

    /// <summary>The whole state, to be kept with the journal position up to which inputs were processed.</summary>
    public byte[] Save()
    {
        var writer = new StateWriter();
        EngineState.Save(writer, NowMs, _options, _inOrder, _neighbours, _desk);
        return writer.Written.ToArray();
    }

    /// <summary>
    /// Takes a saved state up. Parts whose configuration has changed since start anew. False (and an empty engine) when the
    /// bytes are damaged.
    /// </summary>
    public bool TryRestore(ReadOnlyMemory<byte> saved)
    {
        var reader = new StateReader(saved);
        _nodes.Clear();
        _inOrder.Clear();
        NowMs = EngineState.Load(reader, _options, (site, node) => Node(site, node), _neighbours, _desk);
        if (reader.Failed || !reader.AtEnd)
        {
            _nodes.Clear();
            _inOrder.Clear();
            NowMs = long.MinValue;
            return false;
        }

        ScheduleAbsence();
        return true;
    }

    private void Process(NodeSeries node, Pack pack, int index, Decisions decisions)
    {
        ref readonly var reading = ref pack.Readings[index];
        if (node.For(reading.Channel) is not { } series) return;
        bool newest = series.Judge(pack, index, decisions.Revisions);
        if (!newest || reading.Unit != null) return;
        foreach (var (watch, channel) in series.Watches) Add(watch, watch.Observe(channel, pack, index), decisions);
        if (_desk.NextDeadlineMs != long.MaxValue && reading.Kind != ReadingKind.Missing && reading.Quality != Quality.Fail)
        {
            _desk.Observe(node.Site, node.Node, reading.Channel, reading.Number, NowMs, decisions.Actions);
        }
    }

    private void Add(RuleWatch watch, CityEvent? step, Decisions decisions)
    {
        if (step == null) return;
        decisions.Events.Add(step);
        if (RuleWatch.IsRaise(step)) _desk.Start(step, watch.Rule, NowMs, decisions.Actions);
    }

    private void Heard(NodeSeries node, Decisions decisions)
    {
        node.HeardMs = NowMs;
        foreach (var watch in node.Absences)
        {
            Add(watch, watch.Observe(false, NowMs), decisions);
            _nextAbsenceMs = Math.Min(_nextAbsenceMs, Deadline(node, watch));
        }
    }

    private void FindAbsent(Decisions decisions)
    {
        foreach (var node in _inOrder)
        {
            foreach (var watch in node.Absences)
            {
                if (NowMs >= Deadline(node, watch)) Add(watch, watch.Observe(true, Deadline(node, watch)), decisions);
            }
        }

        ScheduleAbsence();
    }

    private void ScheduleAbsence()
    {
        _nextAbsenceMs = long.MaxValue;
        foreach (var node in _inOrder)
        {
            foreach (var watch in node.Absences)
            {
                if (Deadline(node, watch) > NowMs) _nextAbsenceMs = Math.Min(_nextAbsenceMs, Deadline(node, watch));
            }
        }
    }

    private static long Deadline(NodeSeries node, RuleWatch watch) => node.HeardMs + (long)(((AbsenceRule)watch.Rule).Seconds * 1000);

    private NodeSeries? Node(string site, string node)
    {
        if (_nodes.TryGetValue((site, node), out var series)) return series;
        if (_inOrder.Count == MostNodes) return null;
        series = new NodeSeries(site, node, _options, _catalogue, _neighbours) { HeardMs = NowMs };
        _nodes[(site, node)] = series;
        _inOrder.Add(series);
        return series;
    }

    private (long TimeMs, double Value)? Latest(string site, string node, string channel) =>
        _nodes.TryGetValue((site, node), out var series) && series.Channels.TryGetValue(channel, out var found) && found.LatestMs != long.MinValue
            ? (found.LatestMs, found.Latest)
            : null;
}
