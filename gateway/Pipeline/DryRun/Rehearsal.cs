using SmartCity.Pipeline.Actions;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Engine;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;

namespace SmartCity.Pipeline.DryRun;

/// <summary>One reading as the pipeline left it.</summary>
public readonly record struct Played(long TimeMs, double Value, byte Quality, ReadingFate Fate);

/// <summary>
/// Recorded readings through the pipeline, without sending a command to anybody: what the rules would have done. Times of
/// arrival are those of the readings.
/// </summary>
public sealed class Rehearsal(PipelineOptions options)
{
    private readonly PipelineEngine _engine = new(options, ChannelCatalogue.Shipped);
    private readonly Decisions _decisions = new();
    private readonly Pack _pack = new();
    private readonly SortedDictionary<string, long> _flags = new(StringComparer.Ordinal);
    private RecordedLine? _last;
    private uint _seq;

    public IReadOnlyList<CityEvent> Events => _decisions.Events;

    public IReadOnlyList<ActionStep> Actions => _decisions.Actions;

    /// <summary>Numbers of each series, named <c>site/node channel</c>.</summary>
    public SortedDictionary<string, List<Played>> Series { get; } = new(StringComparer.Ordinal);

    /// <summary>How many readings each test flagged.</summary>
    public IReadOnlyDictionary<string, long> Flags => _flags;

    public long Readings { get; private set; }

    public long Held { get; private set; }

    public long Derived { get; private set; }

    public void Add(RecordedLine line)
    {
        if (_last == null || !line.SamePack(_last)) Process();
        _last = line;
        _pack.Add() = line.Reading;
    }

    /// <summary>Takes what is left, and lets so much time pass.</summary>
    public void End(long restMs)
    {
        Process();
        _engine.AdvanceTo(_engine.NowMs + restMs, _decisions);
    }

    private void Process()
    {
        if (_pack.Count == 0 || _last == null) return;
        (_pack.Site, _pack.Node, _pack.Boot, _pack.Seq) = (_last.Site, _last.Node, 0, _seq++);
        long newest = long.MinValue;
        foreach (ref readonly var reading in _pack.Readings) newest = Math.Max(newest, reading.TimeMs);
        _pack.ReceivedMs = newest;
        Readings += _pack.Count;
        _engine.Process(_pack, newest, _decisions);
        foreach (var revision in _decisions.Revisions) Revise(revision);
        _decisions.Revisions.Clear();
        foreach (ref readonly var reading in _pack.Readings) Note(reading);
        _pack.Clear();
    }

    private void Note(in Reading reading)
    {
        Held += reading.Fate == ReadingFate.Held ? 1 : 0;
        Derived += reading.Fate == ReadingFate.Derived ? 1 : 0;
        for (int tests = reading.Tests; tests != 0; tests &= tests - 1)
        {
            string name = Export.ExportNames.Test(tests);
            _flags[name] = _flags.GetValueOrDefault(name) + 1;
        }

        if (reading.Kind is not (ReadingKind.Number or ReadingKind.Bool)) return;
        string series = $"{_pack.Site}/{_pack.Node} {reading.Channel}";
        if (!Series.TryGetValue(series, out var played)) Series[series] = played = [];
        played.Add(new Played(reading.TimeMs, reading.Number, reading.Quality, reading.Fate));
    }

    private void Revise(in QualityRevision revision)
    {
        string name = Export.ExportNames.Test((int)revision.Test);
        _flags[name] = _flags.GetValueOrDefault(name) + 1;
        if (!Series.TryGetValue($"{revision.Site}/{revision.Node} {revision.Channel}", out var played)) return;
        long time = revision.TimeMs;
        int at = played.FindLastIndex(p => p.TimeMs == time);
        if (at >= 0) played[at] = played[at] with { Quality = (byte)revision.Flag };
    }
}
