using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Operate.Progress;
using SmartCity.Journal;
using SmartCity.Pipeline.Actions;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Engine;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Pipeline.Records;
using SmartCity.Wire;

namespace SmartCity.Gateway.Rules;

/// <summary>
/// The pipeline at work: every pack passes it on its way to the journal, time passes for it once a second, answers of
/// nodes come to it. What it decides goes out here: a command to its node at once, without waiting for any disk; events
/// and all steps of actions to the journal's event lane, as packs of the gateway itself.
/// </summary>
internal sealed class RuleDesk : IEventDesk, IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(30);
    private const int SaveEveryBeats = 10;
    private readonly Lock _gate = new();
    private readonly PipelineEngine _engine;
    private readonly Decisions _decisions = new();
    private readonly EventJournal _events;
    private readonly EventBoard _board = new();
    private readonly LatestTable _latest = new();
    private readonly IJournal _journal;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private IIngestBroker? _broker;
    private ITimer? _timer;
    private int _beats;

    public RuleDesk(PipelineOptions options, string gateway, IJournal journal, TimeProvider time, ILogger<RuleDesk> logger)
    {
        (Options, _journal, _time, _logger) = (options, journal, time, logger);
        Progress = new WorkGauge("rules", StallLimit, time);
        _engine = new PipelineEngine(options, ChannelCatalogue.Shipped);
        _events = new EventJournal(journal, gateway, logger);
        if (RuleState.Get(journal) is { } saved && !_engine.TryRestore(saved)) RuleLog.StateLost(logger);
    }

    public PipelineOptions Options { get; }

    /// <summary>The beat, from <see cref="Start"/> on: always work in hand, one turn a second.</summary>
    public WorkGauge Progress { get; }

    /// <summary>Events that are raised and not cleared.</summary>
    public int ActiveEvents
    {
        get
        {
            lock (_gate) return _engine.ActiveEvents;
        }
    }

    /// <summary>Each step of an event and of an action, as it is decided; called under the desk's lock, so be quick.</summary>
    public Action<CityEvent>? OnEvent { get; set; }

    public Action<ActionStep>? OnAction { get; set; }

    /// <summary>Commands can go out from now on, and time passes.</summary>
    public void Start(IIngestBroker broker)
    {
        _broker = broker;
        Progress.Enter();
        _timer = _time.CreateTimer(_ => Tick(), null, Beat, Beat);
    }

    /// <summary>Flags the readings of a pack and lets the rules see them.</summary>
    public void Process(Pack pack, long nowMs)
    {
        lock (_gate)
        {
            _engine.Process(pack, nowMs, _decisions);
            Dispatch();
        }

        _latest.Note(pack);
    }

    /// <summary>A payload of <c>cmd/result</c>; one that is no answer changes nothing.</summary>
    public void Answer(ReadOnlyMemory<byte> payload)
    {
        if (!CommandPayload.TryReadAnswer(payload, out var id, out var done, out var detail)) return;
        lock (_gate)
        {
            _engine.Answer(id, done, detail, NowMs, _decisions);
            Dispatch();
        }
    }

    public bool Acknowledge(string eventId, string by)
    {
        lock (_gate)
        {
            var seen = _engine.Acknowledge(eventId, by, NowMs, _decisions);
            Dispatch();
            return seen;
        }
    }

    public IReadOnlyList<EventView> Events() => _board.Events();

    public IReadOnlyList<LatestView> Latest(string? site = null, string? node = null) => _latest.Of(site, node);

    /// <summary>Hands the state to the journal, to be durable with its next commit.</summary>
    public void Save()
    {
        lock (_gate) RuleState.Put(_journal, _engine.Save(), _logger);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_timer != null)
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
            Progress.Leave();
        }

        _timer = null;
        _stop.Dispose();
    }

    private long NowMs => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private void Tick()
    {
        lock (_gate)
        {
            if (_stop.IsCancellationRequested) return;
            _engine.AdvanceTo(NowMs, _decisions);
            Dispatch();
        }

        _events.Retry();
        Progress.Step();
        if (++_beats % SaveEveryBeats == 0) Save();
    }

    private void Dispatch()
    {
        if (_decisions.IsEmpty) return;
        foreach (var step in _decisions.Actions)
        {
            if (step is { Phase: ActionPhase.Issued, Node: { } node } && _broker is { } broker) _ = SendAsync(broker, step, node);
        }

        foreach (var step in _decisions.Events)
        {
            _events.Append(step);
            _board.Follow(step);
            RuleLog.Event(_logger, EventPack.Name(step.Phase), step.Kind, step.Site, step.Node, step.Cause, step.Id);
            OnEvent?.Invoke(step);
        }

        foreach (var step in _decisions.Actions)
        {
            _events.Append(step);
            _board.Follow(step);
            RuleLog.Action(_logger, EventPack.Name(step.Phase), step.Name, step.State, step.Site, step.Node ?? "gateway", step.Why);
            OnAction?.Invoke(step);
        }

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
