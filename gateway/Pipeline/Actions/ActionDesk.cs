using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Actions;

/// <summary>
/// Takes the actions of raised events: checks interlocks, issues, repeats, and closes each with its outcome. Decides only;
/// whoever reads the steps sends them.
/// </summary>
internal sealed class ActionDesk(IReadOnlyDictionary<string, RuleOptions> rules, LatestReading latest) : IStateful
{
    private const int LongestHistory = 64;
    private readonly List<PendingAction> _pending = [];
    private readonly SortedDictionary<string, List<long>> _history = new(StringComparer.Ordinal);

    /// <summary>Earliest deadline of what is pending; <see cref="long.MaxValue"/> when nothing is.</summary>
    public long NextDeadlineMs { get; private set; } = long.MaxValue;

    public void Start(CityEvent raised, RuleOptions rule, long nowMs, List<ActionStep> steps)
    {
        for (int i = 0; i < rule.Actions.Count; i++) Start(raised, rule.Actions[i], i, nowMs, steps);
        FindDeadline();
    }

    /// <summary>The node's answer to a command; unknown ids are answers that came too late.</summary>
    public void Answer(string id, bool done, string? reason, long nowMs, List<ActionStep> steps)
    {
        int at = _pending.FindIndex(p => p.Step.Id == id);
        if (at < 0) return;
        var pending = _pending[at];
        if (!done) Close(at, ActionPhase.Failed, reason ?? "the node refused", nowMs, steps);
        else if (pending.Options is CommandAction { Confirm: not null }) MarkAnswered(pending, reason, nowMs, steps);
        else Close(at, ActionPhase.Confirmed, reason ?? "the node answered", nowMs, steps);
    }

    /// <summary>A fresh reading, which may be the proof a command waits for.</summary>
    public void Observe(string site, string node, string channel, double value, long nowMs, List<ActionStep> steps)
    {
        for (int i = _pending.Count - 1; i >= 0; i--)
        {
            if (!_pending[i].IsProof(site, node, channel, value)) continue;
            Close(i, ActionPhase.Confirmed, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{channel} is {value:G4}"), nowMs, steps);
        }
    }

    /// <summary>Repeats or gives up what is past its deadline.</summary>
    public void AdvanceTo(long nowMs, List<ActionStep> steps)
    {
        if (nowMs < NextDeadlineMs) return;
        for (int i = 0; i < _pending.Count; i++)
        {
            var pending = _pending[i];
            if (nowMs < pending.DeadlineMs) continue;
            if (pending.Options is OutputAction output) Revert(i--, output, steps);
            else if (pending.Options is CommandAction command && pending.Step.Attempt < command.Attempts) Repeat(_pending[i--], command, steps);
            else Close(i--, ActionPhase.TimedOut, pending.Answered ? "answered, but no reading shows it" : "no answer", pending.DeadlineMs, steps);
        }

        FindDeadline();
    }

    /// <summary>The clock was set by that much: what waits goes on waiting as long as it would have.</summary>
    public void Shift(long shiftMs)
    {
        foreach (var pending in _pending) pending.DeadlineMs += shiftMs;
        foreach (var times in _history.Values)
        {
            for (int i = 0; i < times.Count; i++) times[i] += shiftMs;
        }

        FindDeadline();
    }

    public void Save(StateWriter writer)
    {
        writer.Whole(_pending.Count);
        foreach (var pending in _pending)
        {
            PendingAction.Save(pending.Step, writer);
            writer.Whole(pending.DeadlineMs);
            writer.Bool(pending.Answered);
        }

        writer.Whole(_history.Count);
        foreach (var (key, times) in _history)
        {
            writer.Text(key);
            writer.Whole(times.Count);
            foreach (long time in times) writer.Whole(time);
        }
    }

    public void Load(StateReader reader)
    {
        _pending.Clear();
        _history.Clear();
        for (int left = reader.Count(); left > 0; left--)
        {
            var step = PendingAction.LoadStep(reader);
            long deadline = reader.Whole();
            bool answered = reader.Bool();
            if (OptionsOf(step) is { } options) _pending.Add(new PendingAction(step, options, deadline) { Answered = answered });
        }

        for (int left = reader.Count(); left > 0; left--)
        {
            string key = reader.Text() ?? "";
            var times = _history[key] = [];
            for (int n = reader.Count(); n > 0; n--) times.Add(reader.Whole());
        }

        FindDeadline();
    }

    private void Start(CityEvent raised, ActionOptions action, int index, long nowMs, List<ActionStep> steps)
    {
        var step = Describe(raised, action, index, nowMs);
        string key = $"{step.Site}/{step.Node}/{step.Name}/{step.Output}/{step.State}";
        if (!_history.TryGetValue(key, out var history)) _history[key] = history = [];
        if (Refusal(raised, action, step, history, nowMs) is { } why)
        {
            steps.Add(step with { Phase = ActionPhase.Blocked, Why = why });
            return;
        }

        if (history.Count == LongestHistory) history.RemoveAt(0);
        history.Add(nowMs);
        steps.Add(step);
        double wait = action is CommandAction waiting ? waiting.TimeoutSeconds : ((OutputAction)action).ForSeconds;
        if (action is CommandAction || wait > 0) _pending.Add(new PendingAction(step, action, nowMs + (long)(wait * 1000)));
    }

    private string? Refusal(CityEvent raised, ActionOptions action, ActionStep step, List<long> history, long nowMs)
    {
        if (nowMs - raised.TimeMs > action.MaxAgeSeconds * 1000) return "the event came too late to act on";
        foreach (var interlock in action.Interlocks)
        {
            if (Interlock.Check(interlock, latest, step.Site, step.Node ?? raised.Node, history, nowMs) is { } why) return "interlock: " + why;
        }

        return null;
    }

    private static void Repeat(PendingAction pending, CommandAction command, List<ActionStep> steps)
    {
        pending.Step = pending.Step with { Attempt = pending.Step.Attempt + 1, TimeMs = pending.DeadlineMs };
        pending.DeadlineMs += (long)(command.TimeoutSeconds * 1000);
        steps.Add(pending.Step);
    }

    private void Revert(int at, OutputAction output, List<ActionStep> steps)
    {
        var pending = _pending[at];
        _pending.RemoveAt(at);
        steps.Add(pending.Step with { State = OnOff(!output.On), TimeMs = pending.DeadlineMs, Why = "its time is over" });
    }

    private void Close(int at, ActionPhase phase, string why, long timeMs, List<ActionStep> steps)
    {
        steps.Add(_pending[at].Step with { Phase = phase, Why = why, TimeMs = timeMs });
        _pending.RemoveAt(at);
        FindDeadline();
    }

    private static void MarkAnswered(PendingAction pending, string? reason, long nowMs, List<ActionStep> steps)
    {
        if (pending.Answered) return;
        pending.Answered = true;
        steps.Add(pending.Step with { Phase = ActionPhase.Answered, Why = reason ?? "the node answered", TimeMs = nowMs });
    }

    private void FindDeadline() => NextDeadlineMs = _pending.Count == 0 ? long.MaxValue : _pending.Min(p => p.DeadlineMs);

    private static ActionStep Describe(CityEvent raised, ActionOptions action, int index, long nowMs)
    {
        var step = new ActionStep
        {
            Id = ActionId.Of(raised.Id, index),
            EventId = raised.Id,
            Index = index,
            Site = raised.Site,
            Name = "",
            Phase = ActionPhase.Issued,
            TimeMs = nowMs,
            Attempt = 1,
            Why = raised.Cause,
        };
        if (action is OutputAction output) return step with { Name = output.Output, State = OnOff(output.On) };
        var command = (CommandAction)action;
        return step with { Node = command.Node ?? raised.Node, Name = command.Command, Output = command.Output, State = command.State, ForSeconds = command.ForSeconds };
    }

    // An event's id begins with its rule.
    private ActionOptions? OptionsOf(ActionStep step)
    {
        int slash = step.EventId.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !rules.TryGetValue(step.EventId[..slash], out var rule)) return null;
        return step.Index >= 0 && step.Index < rule.Actions.Count ? rule.Actions[step.Index] : null;
    }

    private static string OnOff(bool on) => on ? "on" : "off";
}
