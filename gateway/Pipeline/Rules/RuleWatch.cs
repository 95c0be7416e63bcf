using System.Text.Json;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.State;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Rules;

/// <summary>One rule at work on one node: detector, life of the event, evidence.</summary>
internal sealed class RuleWatch : IStateful
{
    private readonly EventLife _life;
    private readonly EvidenceRing _evidence = new();
    private readonly long[] _lastMs;

    public RuleWatch(RuleOptions rule, string site, string node, TimeSpan utcOffset)
    {
        Rule = rule;
        Site = site;
        Node = node;
        Detector = DetectorFactory.Create(rule, utcOffset);
        _life = new EventLife(rule);
        Print = JsonSerializer.Serialize(rule with { Actions = [] }, PipelineJson.Default.RuleOptions);
        _lastMs = Enumerable.Repeat(long.MinValue, Detector?.Channels.Count ?? 0).ToArray();
    }

    public RuleOptions Rule { get; }

    /// <summary>The rule without its actions, by which a saved state knows whether it is still the same.</summary>
    public string Print { get; }

    public string Site { get; }

    public string Node { get; }

    /// <summary>Null for a rule on absence.</summary>
    public Detector? Detector { get; private set; }

    public bool Active => _life.Active && !_life.Silent;

    /// <summary>Rule, site, node and the millisecond of the raise: unique even after a lost state.</summary>
    public string EventId => $"{Rule.Id}/{Site}/{Node}/{_life.RaisedMs}";

    /// <summary>Tells whether <see cref="Observe"/> returned an event that was raised.</summary>
    public static bool IsRaise(CityEvent? step) => step is { Phase: EventPhase.Raised };

    /// <summary>A reading of one of the detector's channels; returns the step it caused, if any. Late readings change nothing.</summary>
    public CityEvent? Observe(int channel, Pack pack, int index)
    {
        ref readonly var reading = ref pack.Readings[index];
        bool missing = reading.Kind is ReadingKind.Missing or ReadingKind.Text;
        if (missing ? !Detector!.TakesMissing : reading.Quality == Quality.Fail && !Detector!.TakesFailed) return null;
        if (reading.TimeMs <= _lastMs[channel]) return null;
        _lastMs[channel] = reading.TimeMs;
        double value = missing ? double.NaN : reading.Number;
        _evidence.Add(new Evidence(pack.Boot, pack.Seq, index, reading.Channel, reading.TimeMs, value));
        return Step(_life.Update(Detector!.Observe(channel, reading.TimeMs, value), reading.TimeMs), reading.TimeMs);
    }

    /// <summary>For a rule on absence: the node was silent, or not, at that time.</summary>
    public CityEvent? Observe(bool absent, long timeMs) => Step(_life.Update(absent, timeMs), timeMs);

    /// <summary>Steps that follow an acknowledgement: acknowledged, and cleared when only that was missing. False when none was due.</summary>
    public bool Acknowledge(string by, long nowMs, List<CityEvent> events)
    {
        if (!_life.Acknowledge()) return false;
        events.Add(Describe(EventPhase.Acknowledged, nowMs) with { By = by });
        if (Step(_life.Update(null, nowMs), nowMs) is { } cleared) events.Add(cleared);
        return true;
    }

    /// <summary>Forgets the readings, keeps the event.</summary>
    public void StartAnew(TimeSpan utcOffset)
    {
        Detector = DetectorFactory.Create(Rule, utcOffset);
        Array.Fill(_lastMs, long.MinValue);
    }

    public void Save(StateWriter writer)
    {
        _life.Save(writer);
        _evidence.Save(writer);
        writer.Part(Detector);
        foreach (long last in _lastMs) writer.Whole(last);
    }

    public void Load(StateReader reader)
    {
        _life.Load(reader);
        _evidence.Load(reader);
        reader.Part(Detector);
        for (int i = 0; i < _lastMs.Length; i++) _lastMs[i] = reader.Whole();
    }

    private CityEvent? Step(EventStep step, long timeMs) => step switch
    {
        EventStep.Raise => Describe(EventPhase.Raised, timeMs) with { Evidence = _evidence.ToList(), Suppressed = _life.TakeSuppressed() },
        EventStep.Clear => Describe(EventPhase.Cleared, timeMs),
        _ => null,
    };

    private CityEvent Describe(EventPhase phase, long timeMs) => new()
    {
        Id = EventId,
        Rule = Rule.Id,
        Kind = Rule.Kind ?? Rule.Type,
        Site = Site,
        Node = Node,
        Severity = Rule.Severity,
        Phase = phase,
        TimeMs = timeMs,
        RaisedMs = _life.RaisedMs,
        Cause = Detector?.Cause ?? $"nothing heard for {Numbers.Say(((AbsenceRule)Rule).Seconds)} s",
    };
}
