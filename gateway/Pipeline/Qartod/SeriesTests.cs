using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.State;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Qartod;

/// <summary>A flag that came after its reading had left: found by a later reading (spike).</summary>
public readonly record struct QualityRevision(string Site, string Node, uint Boot, uint Seq, int Index, string Channel, QualityTest Test, int Flag);

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
        if (_gap != null) Add(ref reading, QualityTest.Gap, _gap.Add(reading.TimeMs, out _));
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
        LastMs = reader.Whole();
    }

    // The reading judged is the one before: in this pack, or in one that has left already.
    private void JudgeSpike(Pack pack, int index, double value, List<QualityRevision> revisions)
    {
        int flag = _spike!.Add(value);
        if (_index >= 0 && flag is Quality.Suspect or Quality.Fail)
        {
            if (_boot == pack.Boot && _seq == pack.Seq) Add(ref pack.Readings[_index], QualityTest.Spike, flag);
            else revisions.Add(new QualityRevision(pack.Site, pack.Node, _boot, _seq, _index, pack.Readings[index].Channel, QualityTest.Spike, flag));
        }

        _boot = pack.Boot;
        _seq = pack.Seq;
        _index = index;
    }

    private static void Add(ref Reading reading, QualityTest test, int flag)
    {
        if (reading.Kind != ReadingKind.Missing) Flags.Add(ref reading, test, flag);
    }
}
