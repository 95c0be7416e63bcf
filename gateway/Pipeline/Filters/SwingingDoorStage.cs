using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Filters;

/// <summary>
/// Which point a line ends at is known one reading later. When that point is in the same pack it is let go after all; when
/// its pack has left without it, it travels in this one, as it was.
/// </summary>
internal sealed class SwingingDoorStage(SwingingDoorStep step) : FilterStage
{
    private readonly SwingingDoor _door = new(step.Epsilon, step.LongestSeconds);
    private uint _boot;
    private uint _seq;
    private int _index = -1;
    private Reading _held;

    public override bool Pass(Pack pack, int index)
    {
        var reading = pack.Readings[index];
        bool keeps = _door.Add(reading.TimeMs, reading.Number, out long keptMs, out _);
        bool first = keeps && keptMs == reading.TimeMs;
        if (keeps && !first && _index >= 0) GiveBack(pack);
        (_boot, _seq, _index, _held) = (pack.Boot, pack.Seq, first ? -1 : index, reading);
        return first;
    }

    public override void Save(StateWriter writer)
    {
        _door.Save(writer);
        writer.Whole(_boot);
        writer.Whole(_seq);
        writer.Whole(_index);
        writer.Text(_held.Channel);
        writer.Text(_held.Unit);
        writer.Whole((int)_held.Kind);
        writer.Number(_held.Number);
        writer.Whole(_held.TimeMs);
        writer.Whole(_held.Quality);
        writer.Whole(_held.Tests);
    }

    public override void Load(StateReader reader)
    {
        _door.Load(reader);
        _boot = (uint)reader.Whole();
        _seq = (uint)reader.Whole();
        _index = reader.Small();
        _held = new Reading
        {
            Channel = reader.Text()!,
            Unit = reader.Text(),
            Kind = (ReadingKind)reader.Small(),
            Number = reader.Number(),
            TimeMs = reader.Whole(),
            Quality = (byte)reader.Small(),
            Tests = (ushort)reader.Small(),
        };
        if (_index >= 0 && _held.Channel == null) reader.Fail();
    }

    private void GiveBack(Pack pack)
    {
        if (_boot == pack.Boot && _seq == pack.Seq && _index < pack.Count) pack.Readings[_index].Fate = ReadingFate.Forwarded;
        else pack.Add() = _held with { Fate = ReadingFate.Derived };
    }
}
