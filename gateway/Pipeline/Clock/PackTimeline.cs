using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Pipeline.State;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Clock;

/// <summary>
/// When the packs of one node were measured, in the order of boot and seq, which is the order of measuring. A pack whose
/// times were counted from its arrival, or never known, is moved so that it lies between its neighbours in that order, no
/// later than it arrived; where it does not fit, its times are pressed together. Times of a node's own clock stay.
/// </summary>
internal sealed class PackTimeline : IStateful
{
    private const int MostRuns = 16;
    private readonly List<Run> _runs = new(MostRuns + 1);

    public void Clear() => _runs.Clear();

    /// <summary>Gives the pack its place; <paramref name="order"/> is that of its times.</summary>
    public void Place(Pack pack, ReadOnlySpan<int> order)
    {
        if (order.IsEmpty) return;
        int at = FirstAfter(pack.Boot, pack.Seq);
        if (pack.Basis != TimeBasis.Node)
        {
            long floor = at > 0 ? _runs[at - 1].LastMs : long.MinValue;
            long ceiling = at < _runs.Count ? _runs[at].FirstMs : long.MaxValue;
            Fit(pack, order, floor, ceiling);
        }

        if (pack.Basis == TimeBasis.Unknown) Flag(pack);
        Note(at, pack, pack.Readings[order[0]].TimeMs, pack.Readings[order[^1]].TimeMs);
    }

    public void Save(StateWriter writer)
    {
        writer.Whole(_runs.Count);
        foreach (var run in _runs)
        {
            writer.Whole(run.Boot);
            writer.Whole(run.From);
            writer.Whole(run.To);
            writer.Whole(run.FirstMs);
            writer.Whole(run.LastMs);
        }
    }

    public void Load(StateReader reader)
    {
        _runs.Clear();
        for (int left = reader.Count(); left > 0; left--)
        {
            _runs.Add(new Run((uint)reader.Whole(), (uint)reader.Whole(), (uint)reader.Whole(), reader.Whole(), reader.Whole()));
        }
    }

    private static void Fit(Pack pack, ReadOnlySpan<int> order, long floor, long ceiling)
    {
        long first = pack.Readings[order[0]].TimeMs;
        long last = pack.Readings[order[^1]].TimeMs;
        long latest = ceiling == long.MaxValue ? Math.Max(last, pack.ReceivedMs) : Math.Min(Math.Max(last, pack.ReceivedMs), ceiling - 1);
        long earliest = floor == long.MinValue ? long.MinValue : floor + 1;

        // A pack from between two that are less than a few milliseconds apart: all of it happened then.
        if (earliest > latest) earliest = latest = Math.Min(earliest, ceiling);
        long shift = last > latest ? latest - last : first < earliest ? Math.Min(earliest - first, latest - last) : 0;
        bool fits = first + shift >= earliest;
        if (shift == 0 && fits) return;
        foreach (ref var reading in pack.Readings)
        {
            reading.TimeMs = fits ? reading.TimeMs + shift : Press(reading.TimeMs, first, last, earliest, latest);
            reading.Tests |= (ushort)QualityTest.Clock;
        }

        if (pack.Basis == TimeBasis.Arrival) pack.Basis = TimeBasis.Repaired;
    }

    private static long Press(long timeMs, long first, long last, long earliest, long latest) =>
        last == first ? latest : earliest + (long)((timeMs - first) * ((double)(latest - earliest) / (last - first)));

    // Nobody knows when it was, only between what: the value may be good, the time is a guess.
    private static void Flag(Pack pack)
    {
        foreach (ref var reading in pack.Readings)
        {
            if (reading.Kind != ReadingKind.Missing) Flags.Add(ref reading, QualityTest.Clock, Quality.Suspect);
            else reading.Tests |= (ushort)QualityTest.Clock;
        }
    }

    private int FirstAfter(uint boot, uint seq)
    {
        int at = _runs.Count;
        while (at > 0 && (_runs[at - 1].Boot > boot || (_runs[at - 1].Boot == boot && _runs[at - 1].From > seq))) at--;
        return at;
    }

    // Neighbours without a gap become one run: nothing can come between them.
    private void Note(int at, Pack pack, long firstMs, long lastMs)
    {
        if (at > 0 && _runs[at - 1] is var before && before.Boot == pack.Boot && before.To >= pack.Seq) return;
        bool joinsBefore = at > 0 && _runs[at - 1].Boot == pack.Boot && _runs[at - 1].To + 1 == pack.Seq;
        bool joinsAfter = at < _runs.Count && _runs[at].Boot == pack.Boot && pack.Seq + 1 == _runs[at].From;
        if (joinsBefore)
        {
            _runs[at - 1] = _runs[at - 1] with { To = joinsAfter ? _runs[at].To : pack.Seq, LastMs = joinsAfter ? _runs[at].LastMs : lastMs };
            if (joinsAfter) _runs.RemoveAt(at);
        }
        else if (joinsAfter)
        {
            _runs[at] = _runs[at] with { From = pack.Seq, FirstMs = firstMs };
        }
        else
        {
            _runs.Insert(at, new Run(pack.Boot, pack.Seq, pack.Seq, firstMs, lastMs));
            if (_runs.Count > MostRuns) _runs.RemoveAt(0);
        }
    }

    private readonly record struct Run(uint Boot, uint From, uint To, long FirstMs, long LastMs);
}
