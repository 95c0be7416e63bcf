using Microsoft.Extensions.Logging;
using SmartCity.Gateway.Forward.DeadLetters;
using SmartCity.Gateway.Losses;
using SmartCity.Gateway.Operate.Progress;
using SmartCity.Journal;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Forward.Engine;

/// <summary>
/// The loop of one sink: look, ask the scheduler, send, settle. Owns its cursor and its read-ahead and shares nothing
/// with other sinks, so a slow or dead one costs them nothing; what waits stays in the journal.
/// </summary>
internal sealed partial class SinkRunner : IAsyncDisposable
{
    private const string CursorPrefix = "sink/";

    // Beyond the time the receiver may take: for reading the journal and writing dead letters to a slow card.
    private static readonly TimeSpan StallMargin = TimeSpan.FromSeconds(60);

    private readonly ISink _sink;
    private readonly ForwardTuning _tuning;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly DeadLetterStore _deadLetters;
    private readonly SinkScheduler _scheduler;
    private readonly BatchComposer _composer;
    private readonly SinkStats _stats;
    private readonly Settlement _settlement;
    private volatile bool _holdsBacklog;
    private TaskCompletionSource _poke = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SinkRunner(
        IJournal journal, string journalId, ISink sink, DeadLetterStore deadLetters, ForwardTuning tuning,
        LossLedger? losses, TimeProvider time, Random random, ILogger log, Action<Pack>? repair = null)
    {
        _sink = sink;
        _tuning = tuning;
        _time = time;
        _log = log;
        _deadLetters = deadLetters;
        Progress = new WorkGauge(CursorName(sink.Name), TimeSpan.FromSeconds(tuning.TimeoutSeconds) + StallMargin, time);
        var cursor = journal.OpenCursor(CursorName(sink.Name));
        _stats = new SinkStats(sink.Name, cursor, time);
        _scheduler = new SinkScheduler(tuning, time, random);
        Replays = new ReplaySpans(sink.Name, journal, cursor);
        _composer = new BatchComposer(sink.Name, journal, cursor, deadLetters, Replays, tuning, journalId, repair);
        _settlement = new Settlement(sink.Name, journal, cursor, Replays, deadLetters, losses, _stats, time);
    }

    public string Name => _sink.Name;

    public DeadLetterStore DeadLetters => _deadLetters;

    /// <summary>Spans that somebody asked to be sent again.</summary>
    public ReplaySpans Replays { get; }

    /// <summary>A batch in hand, from looking for records to settling them; pauses between batches are idleness.</summary>
    public WorkGauge Progress { get; }

    public SinkSnapshot Snapshot() => _stats.Snapshot(_deadLetters.Count) with
    {
        Replaying = Replays.Waiting,
        BacklogFrom = _holdsBacklog ? _scheduler.BacklogFrom : null,
    };

    /// <summary>Name of the cursor that a sink of that name has in the journal.</summary>
    public static string CursorName(string sink) => CursorPrefix + sink;

    public static bool IsCursor(string name) => name.StartsWith(CursorPrefix, StringComparison.Ordinal);

    /// <summary>The sink whose cursor that is.</summary>
    public static string SinkOf(string cursor) => cursor[CursorPrefix.Length..];

    /// <summary>Tries again now, whatever the back-off: the link is known to be back, or somebody wants dead letters replayed.</summary>
    public void Poke() => Volatile.Read(ref _poke).TrySetResult();

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                stop.ThrowIfCancellationRequested();
                await StepAsync(stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped between two batches, or in the middle of one: what was accepted is acknowledged, the rest waits.
        }
        catch
        {
            // A loop that has ended is work in hand that is never done: the watchdog's business.
            Progress.Enter();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _sink.DisposeAsync().ConfigureAwait(false);
        _composer.Dispose();
        _deadLetters.Dispose();
    }

    private async Task StepAsync(CancellationToken stop)
    {
        var pause = await WorkAsync(stop).ConfigureAwait(false);
        if (pause is { } plan) await PauseAsync(plan, stop).ConfigureAwait(false);
    }

    // A batch, or the plan that says to pause.
    private async Task<SendPlan?> WorkAsync(CancellationToken stop)
    {
        Progress.Enter();
        try
        {
            var waiting = _composer.Look(NowMs());
            _stats.Observe(_composer.OldestMs);
            var plan = _scheduler.Plan(waiting);
            _holdsBacklog = plan.HoldsBacklog;
            if (!plan.Send) return plan;
            await ForwardAsync(plan, stop).ConfigureAwait(false);
            return null;
        }
        finally
        {
            Progress.Leave();
        }
    }

    private async Task ForwardAsync(SendPlan plan, CancellationToken stop)
    {
        _composer.Compose(plan, NowMs());
        var started = _time.GetTimestamp();
        var outcome = _composer.Batch.Count == 0 ? SendOutcome.Delivered : await SendAsync(stop).ConfigureAwait(false);
        _scheduler.Sent(started, _composer.Batch.Bytes, _composer.Batch.SentBytes);
        await SettleAsync(outcome, _time.GetElapsedTime(started), stop.IsCancellationRequested).ConfigureAwait(false);
    }

    private async Task<SendOutcome> SendAsync(CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(_tuning.TimeoutSeconds), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            return await _sink.SendAsync(_composer.Batch, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return SendOutcome.Temporary(stop.IsCancellationRequested ? "stopping" : $"no answer within {_tuning.TimeoutSeconds} s");
        }
#pragma warning disable CA1031 // A sink with a fault of its own must not take the others, or the service, with it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFault(e, Name);
            return SendOutcome.Temporary($"{e.GetType().Name}: {e.Message}");
        }
    }

    private async ValueTask SettleAsync(SendOutcome outcome, TimeSpan elapsed, bool stopping)
    {
        var batch = _composer.Batch;
        var narrowed = false;
        if (outcome.Kind == FailureKind.None) Mark(batch, RecordFate.Accepted, null);
        if (outcome.Kind == FailureKind.Permanent)
        {
            narrowed = _scheduler.Narrow(Open(batch));
            if (!narrowed) Mark(batch, RecordFate.Refused, outcome.Reason);
        }

        var fault = await _settlement.BuryRefusedAsync(batch, _composer.Unreadable).ConfigureAwait(false);
        var accepted = _settlement.AcknowledgeAccepted(batch);
        if (stopping) return;
        if (fault is not null)
        {
            _composer.RewindUnreadable();
            _composer.Rewind(i => batch.Fate(i) is RecordFate.Open or RecordFate.Refused);
            Fail(SendOutcome.Temporary(fault), accepted > 0);
        }
        else if (narrowed)
        {
            _composer.Rewind(i => batch.Fate(i) == RecordFate.Open);
        }
        else if (outcome.Kind is FailureKind.Temporary or FailureKind.Final)
        {
            _composer.Rewind(i => batch.Fate(i) == RecordFate.Open);
            Fail(outcome, accepted > 0);
        }
        else if (batch.Count > 0)
        {
            if (_scheduler.Failures > 0) LogBack(Name, _scheduler.Failures);
            _scheduler.Delivered(batch.Bytes, elapsed);
            _stats.Succeeded();
        }
    }

    private void Fail(SendOutcome outcome, bool progress)
    {
        var wait = _scheduler.Failed(outcome.Kind, outcome.RetryAfter, progress);
        _stats.Failed(outcome.Kind, outcome.Reason);
        if (outcome.Kind == FailureKind.Final) LogBlocked(Name, outcome.Reason, wait.TotalSeconds);
        else LogDown(Name, outcome.Reason, wait.TotalSeconds);
    }

    private async Task PauseAsync(SendPlan plan, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var poke = Volatile.Read(ref _poke).Task;
        var delay = Task.Delay(plan.Wait is { } span ? WholeMilliseconds(span) : Timeout.InfiniteTimeSpan, _time, over.Token);
        var record = plan.UntilRecord ? _composer.WaitAsync(over.Token) : delay;
        await Task.WhenAny(poke, delay, record).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(delay, record).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
        if (!poke.IsCompleted) return;

        Volatile.Write(ref _poke, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _scheduler.Resume();
    }

    // A timer has whole milliseconds; what is rounded down to none would spin.
    private static TimeSpan WholeMilliseconds(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));

    private static int Open(SinkBatch batch)
    {
        var open = 0;
        for (var i = 0; i < batch.Count; i++) open += batch.Fate(i) == RecordFate.Open ? 1 : 0;
        return open;
    }

    private static void Mark(SinkBatch batch, RecordFate fate, string? reason)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Fate(i) != RecordFate.Open) continue;
            if (fate == RecordFate.Accepted) batch.Accept(i);
            else batch.Refuse(i, reason ?? "refused");
        }
    }

    private long NowMs() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    [LoggerMessage(1500, LogLevel.Warning, "Sink {Sink} is down: {Reason}; next attempt in {Seconds:F1} s")]
    private partial void LogDown(string sink, string? reason, double seconds);

    [LoggerMessage(1501, LogLevel.Error, "Sink {Sink} needs a person: {Reason}; next attempt in {Seconds:F0} s")]
    private partial void LogBlocked(string sink, string? reason, double seconds);

    [LoggerMessage(1502, LogLevel.Information, "Sink {Sink} is up again after {Failures} failed attempts")]
    private partial void LogBack(string sink, int failures);

    [LoggerMessage(1503, LogLevel.Error, "Sink {Sink} failed in a way it should not")]
    private partial void LogFault(Exception e, string sink);
}
