using SmartCity.Pipeline.Actions;
using SmartCity.Pipeline.Clock;
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

    /// <summary>Channel of the count of readings that a pack's filters kept back.</summary>
    public const string HeldChannel = "held";

    private readonly PipelineOptions _options;
    private readonly ChannelCatalogue _catalogue;
    private readonly Dictionary<string, RuleOptions> _rules;
    private readonly List<(NeighbourOptions Options, Neighbours Group)> _neighbours;
    private readonly Dictionary<(string Site, string Node), NodeSeries> _nodes = [];
    private readonly List<NodeSeries> _inOrder = [];
    private readonly ActionDesk _desk;
    private readonly PackOrder _order = new();
    private (Series? Series, bool Newest)[] _seen = new (Series?, bool)[128];
    private long _nextAbsenceMs = long.MaxValue;

    public PipelineEngine(PipelineOptions options, ChannelCatalogue catalogue)
    {
        _options = options;
        _catalogue = catalogue;
        _rules = options.Rules.ToDictionary(r => r.Id, StringComparer.Ordinal);
        _neighbours = [.. options.Neighbours.Select(n => (n, new Neighbours(n.ToGroup())))];
        _desk = new ActionDesk(_rules, Latest);
    }

    /// <summary>The steps of the gateway's clock, by which the times of older packs are repaired when they are read.</summary>
    public ClockMap Clock { get; } = new();

    /// <summary>Latest time the engine was told, Unix milliseconds.</summary>
    public long NowMs { get; private set; } = long.MinValue;

    /// <summary>Events that are raised and not cleared.</summary>
    public int ActiveEvents => _inOrder.Sum(n => n.Watches.Count(w => w.Active));

    /// <summary>
    /// Takes a pack through clock repair, quality tests, virtual channels, filters and rules: flags its readings, marks those
    /// that are kept back, appends those it makes, and adds what follows to the decisions. <paramref name="nowMs"/>: the
    /// gateway's time; give <see cref="Pack.ReceivedMs"/>, so that a replay of the journal decides the same. A pack that
    /// went through before may be given again after a restart: what was appended is made anew.
    /// </summary>
    public void Process(Pack pack, long nowMs, Decisions decisions)
    {
        AdvanceTo(nowMs, decisions);
        if (Node(pack.Site, pack.Node) is not { } node) return;
        Heard(node, decisions);
        TakeBack(pack);
        int sent = pack.Count;
        var order = _order.Sort(pack);
        node.Stamped = pack.Basis != TimeBasis.Node;
        node.Timeline.Place(pack, order);
        foreach (int index in order) Judge(node, pack, index, decisions);
        node.Track?.Judge(pack, order);
        if (node.Virtuals.Length > 0) Derive(node, pack, order, decisions);
        if (_options.Filters.Count > 0) Thin(node, pack, order, sent, decisions);
        if (pack.Count > sent) order = _order.Sort(pack);
        foreach (int index in order) Watch(node, pack, index, decisions);
    }

    /// <summary>
    /// The gateway's clock was set: from that place in the order of inputs on it shows <paramref name="deltaMs"/> more than
    /// it would have. Waits and silences go on as if nothing had been; nodes without a clock of their own are measured anew.
    /// </summary>
    public void StepClock(long order, long deltaMs, long nowMs)
    {
        Clock.Step(order, deltaMs);
        long shift = NowMs == long.MinValue ? 0 : nowMs - NowMs;
        NowMs = nowMs;
        _desk.Shift(shift);
        foreach (var node in _inOrder)
        {
            node.HeardMs += shift;
            if (node.Stamped) node.StartAnew();
        }

        ScheduleAbsence();
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
        EngineState.Save(writer, NowMs, _options, _inOrder, _neighbours, _desk, Clock);
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
        NowMs = EngineState.Load(reader, _options, (site, node) => Node(site, node), _neighbours, _desk, Clock);
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

    private static void TakeBack(Pack pack)
    {
        pack.Drop(ReadingFate.Derived);
        foreach (ref var reading in pack.Readings) reading.Fate = ReadingFate.Forwarded;
    }

    private void Judge(NodeSeries node, Pack pack, int index, Decisions decisions) => Judge(node, pack, index, isKnown: false, decisions);

    // The series of each place in the pack is found once.
    private void Judge(NodeSeries node, Pack pack, int index, bool isKnown, Decisions decisions)
    {
        if (_seen.Length <= index) Array.Resize(ref _seen, (index + 1) * 2);
        var series = node.For(pack.Readings[index].Channel);
        _seen[index] = (series, series != null && !isKnown && series.Judge(pack, index, decisions.Revisions));
    }

    private void Derive(NodeSeries node, Pack pack, ReadOnlySpan<int> order, Decisions decisions)
    {
        int sent = pack.Count;
        foreach (int index in order) Derive(node, pack, index, decisions);

        // What was made may be an input in its turn; the configuration is checked to have no circles.
        for (int index = sent; index < pack.Count; index++) Derive(node, pack, index, decisions);
    }

    private void Derive(NodeSeries node, Pack pack, int index, Decisions decisions)
    {
        var reading = pack.Readings[index];
        if (reading.Kind is not (ReadingKind.Number or ReadingKind.Bool) || reading.Quality == Quality.Fail) return;
        if (_seen[index].Series is not { } series) return;
        bool own = reading.Unit == null || reading.Fate == ReadingFate.Derived;
        foreach (var (channel, input) in series.Virtuals)
        {
            if (!channel.TakesAny && !(own && _seen[index].Newest)) continue;
            if (!channel.Observe(input, reading, out long timeMs, out double result)) continue;
            pack.Add() = new Reading
            {
                Channel = channel.Name,
                Unit = channel.Unit,
                Number = result,
                TimeMs = timeMs,
                Quality = reading.Quality,
                Fate = ReadingFate.Derived,
            };
            Judge(node, pack, pack.Count - 1, decisions);
        }
    }

    private void Thin(NodeSeries node, Pack pack, ReadOnlySpan<int> order, int sent, Decisions decisions)
    {
        int derived = pack.Count;
        foreach (int index in order) _seen[index].Series?.Thin(pack, index);
        int held = 0;
        foreach (ref readonly var reading in pack.Readings[..sent]) held += reading.Fate == ReadingFate.Held ? 1 : 0;
        for (int index = derived; index < pack.Count; index++) JudgeAdded(node, pack, index, decisions);
        if (held == 0) return;
        long lastMs = pack.Readings[order[^1]].TimeMs;
        pack.Add() = new Reading { Channel = HeldChannel, Unit = "1", Number = held, TimeMs = lastMs, Quality = Quality.Good, Fate = ReadingFate.Derived };
        JudgeAdded(node, pack, pack.Count - 1, decisions);
    }

    // A point that a filter gave back was judged when it came.
    private void JudgeAdded(NodeSeries node, Pack pack, int index, Decisions decisions)
    {
        Judge(node, pack, index, node.For(pack.Readings[index].Channel)?.Filter != null, decisions);
    }

    private void Watch(NodeSeries node, Pack pack, int index, Decisions decisions)
    {
        ref readonly var reading = ref pack.Readings[index];
        var (series, newest) = _seen[index];
        if (series == null || !newest || (reading.Unit != null && reading.Fate != ReadingFate.Derived)) return;
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
