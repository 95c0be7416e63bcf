using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.State;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Qartod;

/// <summary>A flag that came after its reading had left: found by a later reading (spike; gap, of the first reading). Boot, seq and index are those the node sent it under.</summary>
public readonly record struct QualityRevision(string Site, string Node, uint Boot, uint Seq, int Index, string Channel, long TimeMs, QualityTest Test, int Flag);

/// <summary>The tests of one series that look back in time; values must come in the order of time.</summary>
internal sealed class SeriesTests : IStateful
{
    private readonly Spike? _spike;
    private readonly RateOfChange? _rate;
    private readonly FlatLine? _flat;
    private readonly AttenuatedSignal? _attenuated;
    private readonly TimeGap? _gap;
    private uint _boot;
    private uint _seq;
    private int _index = -1;
    private long _timeMs;

    public SeriesTests(SeriesLimits limits)
    {
        if (limits.Spike is { } spike) _spike = new Spike(spike);
        if (limits.Rate is { } rate) _rate = new RateOfChange(rate);
        if (limits.FlatLine is { } flat) _flat = new FlatLine(flat);
        if (limits.Attenuation is { } attenuation) _attenuated = new AttenuatedSignal(attenuation);
        if (limits.GapSeconds is { } gap) _gap = new TimeGap(gap);
    }

    public long LastMs { get; private set; } = long.MinValue;

    public void Judge(Pack pack, int index, List<QualityRevision> revisions)
    {
        ref var reading = ref pack.Readings[index];
        double value = reading.Kind == ReadingKind.Missing ? double.NaN : reading.Number;
        LastMs = reading.TimeMs;
        if (_spike != null) JudgeSpike(pack, index, value, revisions);
        if (_rate != null) Add(ref reading, QualityTest.RateOfChange, _rate.Add(reading.TimeMs, value));
        if (_flat != null) Add(ref reading, QualityTest.FlatLine, _flat.Add(reading.TimeMs, value));
        if (_attenuated != null) Add(ref reading, QualityTest.AttenuatedSignal, _attenuated.Add(reading.TimeMs, value));
        if (_gap != null) JudgeGap(pack, index, revisions);
        (_boot, _seq, _index, _timeMs) = (pack.Boot, pack.Seq, index, reading.TimeMs);
    }

    public void Save(StateWriter writer)
    {
        writer.Part(_spike);
        writer.Part(_rate);
        writer.Part(_flat);
        writer.Part(_attenuated);
        writer.Part(_gap);
        writer.Whole(_boot);
        writer.Whole(_seq);
        writer.Whole(_index);
        writer.Whole(_timeMs);
        writer.Whole(LastMs);
    }

    public void Load(StateReader reader)
    {
        reader.Part(_spike);
        reader.Part(_rate);
        reader.Part(_flat);
        reader.Part(_attenuated);
        reader.Part(_gap);
        _boot = (uint)reader.Whole();
        _seq = (uint)reader.Whole();
        _index = reader.Small();
        _timeMs = reader.Whole();
        LastMs = reader.Whole();
    }

    private void JudgeSpike(Pack pack, int index, double value, List<QualityRevision> revisions)
    {
        int flag = _spike!.Add(value);
        Revise(pack, pack.Readings[index].Channel, QualityTest.Spike, flag, revisions);
    }

    private void JudgeGap(Pack pack, int index, List<QualityRevision> revisions)
    {
        Add(ref pack.Readings[index], QualityTest.Gap, _gap!.Add(pack.Readings[index].TimeMs, out int first));
        Revise(pack, pack.Readings[index].Channel, QualityTest.Gap, first, revisions);
    }

    // The reading judged is the one before: in this pack, or in one that has left already.
    private void Revise(Pack pack, string channel, QualityTest test, int flag, List<QualityRevision> revisions)
    {
        if (_index < 0 || flag is not (Quality.Suspect or Quality.Fail)) return;
        if (_boot == pack.Boot && _seq == pack.Seq && _index < pack.Count) Add(ref pack.Readings[_index], test, flag);
        else revisions.Add(new QualityRevision(pack.Site, pack.Node, _boot, _seq, _index, channel, _timeMs, test, flag));
    }

    private static void Add(ref Reading reading, QualityTest test, int flag)
    {
        if (reading.Kind != ReadingKind.Missing) Flags.Add(ref reading, test, flag);
    }
}
