using SmartCity.Gateway.Cabinet.Outputs;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Ingest.Packs;
using SmartCity.Gateway.Operate.Progress;
using SmartCity.Journal;
using SmartCity.Pipeline.Actions;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Engine;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Wire;

namespace SmartCity.Gateway.Rules;

/// <summary>
/// The pipeline at work: every pack passes it on its way to the journal, time passes for it once a second, answers of
/// nodes come to it. What it decides goes out here: a command to its node at once, without waiting for any disk; events
/// and all steps of actions to the journal's event lane, as packs of the gateway itself. A checkpoint and the journal
/// behind it bring it back to where it was.
/// </summary>
internal sealed class RuleDesk : IEventDesk, IAsyncDisposable
{
    private static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(30);

    // A start reads what came in since the last checkpoint; each checkpoint is written to the card.
    private const int SaveEveryBeats = 300;
    private const int SaveEveryInputs = 50_000;

    // Commands decided and not sent before a kill are still worth sending for that long.
    private const long StillOfUseMs = 60_000;
    private readonly Lock _gate = new();
    private readonly PipelineEngine _engine;
    private readonly Decisions _decisions = new();
    private readonly EventJournal _events;
    private readonly EventBoard _board = new();
    private readonly LatestTable _latest = new();
    private readonly IJournal _journal;
    private readonly TimeProvider _time;
    private readonly ClockWatch? _clock;
    private readonly ILogger _logger;
    private readonly RuleReplay _replay;
    private readonly List<ActionStep> _unsent = [];
    private readonly CancellationTokenSource _stop = new();
    private IIngestBroker? _broker;
    private IDisposable? _beat;
    private volatile bool _clockStepped;
    private long _order;
    private long _savedOrder;
    private int _beats;

    public RuleDesk(PipelineOptions options, string gateway, IJournal journal, TimeProvider time, ILogger<RuleDesk> logger, bool watchClock = true)
    {
        (Options, _journal, _time, _logger) = (options, journal, time, logger);
        Progress = new WorkGauge("rules", StallLimit, time);
        _clock = watchClock ? new ClockWatch(time) : null;
        _engine = new PipelineEngine(options, ChannelCatalogue.Shipped);
        _board.Restore(journal, gateway);
        var saved = RuleState.Get(journal);
        _events = new EventJournal(journal, gateway, logger);
        if (saved is null || (!saved.Engine.IsEmpty && !_engine.TryRestore(saved.Engine)))
        {
            if (saved is not null) RuleLog.StateLost(logger);
            saved = new RuleState(RuleReplay.NewestOrder(journal), Ends(journal), default);
            saved.Put(journal, logger);
        }

        _replay = new RuleReplay(journal, gateway, options, _engine);
        _replay.Run(saved, _decisions, _latest.Note);
        (_order, _savedOrder) = (_replay.LastOrder, saved.Order);
        _clockStepped = !_engine.Clock.IsEmpty;
        if (_replay.Packs > 0) RuleLog.Replayed(logger, _replay.Packs);
        Dispatch(_order);
    }

    public PipelineOptions Options { get; }

    /// <summary>The beat, from <see cref="Start"/> on: always work in hand, one turn a second.</summary>
    public WorkGauge Progress { get; }

    /// <summary>
    /// Hold it over <see cref="Process"/> and the handing of the record to the journal, so that the journal's order is that
    /// of the pipeline.
    /// </summary>
    public Lock Order => _gate;

    /// <summary>Tells how many packs the engine has seen that the journal refused; while there are some no checkpoint is made.</summary>
    public Func<int> Unjournaled { get; set; } = () => 0;

    /// <summary>Events that are raised and not cleared.</summary>
    public int ActiveEvents
    {
        get
        {
            lock (_gate) return _engine.ActiveEvents;
        }
    }

    /// <summary>What the action <c>output</c> switches; null when the machine has none.</summary>
    public OutputBank? Outputs { get; set; }

    /// <summary>Each step of an event and of an action, as it is decided; called under the desk's lock, so be quick.</summary>
    public Action<CityEvent>? OnEvent { get; set; }

    public Action<ActionStep>? OnAction { get; set; }

    /// <summary>Commands can go out from now on, and time passes.</summary>
    public void Start(IIngestBroker broker, Heartbeat beat)
    {
        lock (_gate)
        {
            _broker = broker;
            foreach (var step in _unsent.Where(step => NowMs - step.TimeMs < StillOfUseMs)) _ = SendAsync(broker, step, step.Node!);
            _unsent.Clear();
        }

        Progress.Enter();
        _beat = beat.Listen(Tick);
    }

    /// <summary>Takes a pack through the pipeline: see <see cref="PipelineEngine.Process"/>.</summary>
    public void Process(Pack pack, long nowMs)
    {
        lock (_gate)
        {
            LookAtClock(pack.Site);
            pack.Order = ++_order;
            _engine.Process(pack, nowMs, _decisions);
            Dispatch(_order);
        }

        _latest.Note(pack);
    }

    /// <summary>Moves the times of a pack that was journaled before the gateway's clock was set; call it on every pack read from the journal.</summary>
    public void Repair(Pack pack)
    {
        if (!_clockStepped || pack.Order == 0) return;
        lock (_gate) _engine.Clock.Repair(pack, pack.Order);
    }

    /// <summary>A payload of <c>cmd/result</c>; one that is no answer changes nothing.</summary>
    public void Answer(ReadOnlyMemory<byte> payload)
    {
        if (!CommandPayload.TryReadAnswer(payload, out var id, out var done, out var detail)) return;
        lock (_gate)
        {
            _engine.Answer(id, done, detail, NowMs, _decisions);
            Dispatch(++_order);
        }
    }

    public bool Acknowledge(string eventId, string by)
    {
        lock (_gate)
        {
            var seen = _engine.Acknowledge(eventId, by, NowMs, _decisions);
            Dispatch(++_order);
            return seen;
        }
    }

    public IReadOnlyList<EventView> Events() => _board.Events();

    public IReadOnlyList<LatestView> Latest(string? site = null, string? node = null) => _latest.Of(site, node);

    /// <summary>
    /// Hands the state to the journal, to be durable with its next commit; not before all that went into it is durable
    /// itself, for a state ahead of the journal would take a pack for known that its node has to send again.
    /// </summary>
    public async Task SaveAsync()
    {
        RuleState state;
        lock (_gate)
        {
            state = new RuleState(_order, Ends(_journal), _engine.Save());
            _savedOrder = _order;
        }

        var commit = await _journal.CommitAsync().ConfigureAwait(false);
        if (commit.Committed && _events.Settled && Unjournaled() == 0) state.Put(_journal, _logger);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_beat != null)
        {
            _beat.Dispose();
            Progress.Leave();
        }

        _beat = null;
        _stop.Dispose();
    }

    private long NowMs => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private static LanePositions Ends(IJournal journal) => new(journal.End(Lane.Data), journal.End(Lane.Event));

    private void Tick()
    {
        bool save;
        lock (_gate)
        {
            if (_stop.IsCancellationRequested) return;
            LookAtClock("");
            _engine.AdvanceTo(NowMs, _decisions);
            if (!_decisions.IsEmpty) Dispatch(++_order);
            save = ++_beats % SaveEveryBeats == 0 || _order - _savedOrder >= SaveEveryInputs;
        }

        _events.Retry();
        Progress.Step();
        if (save) _ = SaveAsync();
    }

    private void LookAtClock(string site)
    {
        if (_clock is null || _clock.Look(out var nowMs) is not (not 0 and var step)) return;
        _engine.StepClock(++_order, step, nowMs);
        _clockStepped = true;
        _events.AppendClockStep(site, nowMs, step, _order);
        RuleLog.ClockStepped(_logger, step);
    }

    private void Dispatch(long order)
    {
        if (_decisions.IsEmpty) return;
        _replay.TakeOutTold(_decisions);
        foreach (var step in _decisions.Actions)
        {
            if (step.Phase != ActionPhase.Issued) continue;
            if (step.Node is not { } node) Outputs?.Set(step.Name, step.State == "on");
            else if (_broker is { } broker) _ = SendAsync(broker, step, node);
            else _unsent.Add(step);
        }

        foreach (var step in _decisions.Events)
        {
            _events.Append(step, order);
            _board.Follow(step);
            RuleLog.Event(_logger, EventPack.Name(step.Phase), step.Kind, step.Site, step.Node, step.Cause, step.Id);
            OnEvent?.Invoke(step);
        }

        foreach (var step in _decisions.Actions)
        {
            _events.Append(step, order);
            _board.Follow(step);
            RuleLog.Action(_logger, EventPack.Name(step.Phase), step.Name, step.State, step.Site, step.Node ?? "gateway", step.Why);
            OnAction?.Invoke(step);
        }

        foreach (var revision in _decisions.Revisions) _events.Append(revision, order);
        _decisions.Clear();
    }

    // An unanswered command is repeated by the pipeline, so a lost one needs no more than a line in the log.
    private async Task SendAsync(IIngestBroker broker, ActionStep step, string node)
    {
        try
        {
            var result = await broker.SendAsync(step.Site, node, TopicKind.Command, CommandPayload.Write(step), _stop.Token).ConfigureAwait(false);
            if (result != SendResult.Sent) RuleLog.NotSent(_logger, step.Name, step.Site, node, result.ToString());
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            RuleLog.NotSent(_logger, step.Name, step.Site, node, e.Message);
        }
    }
}
