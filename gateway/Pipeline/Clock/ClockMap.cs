using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Clock;

/// <summary>
/// The steps the gateway's own clock has made (a start in 1970, NTP arriving late), by place in the order of the pipeline's inputs. What was stamped
/// before a step was stamped that much wrong; times that came from nodes were not.
/// </summary>
public sealed class ClockMap : IStateful
{
    // Steps beyond this are merged from the old end: their records have long left.
    private const int MostSteps = 64;
    private readonly List<(long Position, long DeltaMs)> _steps = [];

    public bool IsEmpty => _steps.Count == 0;

    /// <summary>From this place on the clock shows that much more than it would have.</summary>
    public void Step(long position, long deltaMs)
    {
        if (_steps.Count == MostSteps)
        {
            _steps[1] = (_steps[1].Position, _steps[0].DeltaMs + _steps[1].DeltaMs);
            _steps.RemoveAt(0);
        }

        _steps.Add((position, deltaMs));
    }

    /// <summary>Milliseconds to add to what the gateway's clock said at that position.</summary>
    public long Correction(long position)
    {
        long sum = 0;
        for (int i = _steps.Count - 1; i >= 0 && _steps[i].Position > position; i--) sum += _steps[i].DeltaMs;
        return sum;
    }

    /// <summary>
    /// Repairs a pack of that place: its arrival, and the times that were counted from it, which are then marked
    /// as repaired and carry the bit of the clock test. Order within a node stays: all of a pack moves alike.
    /// </summary>
    public void Repair(Pack pack, long position)
    {
        long correction = Correction(position);
        if (correction == 0) return;
        pack.ReceivedMs += correction;
        if (pack.Basis is not (TimeBasis.Arrival or TimeBasis.Unknown)) return;
        if (pack.Basis == TimeBasis.Arrival) pack.Basis = TimeBasis.Repaired;
        foreach (ref var reading in pack.Readings)
        {
            reading.TimeMs += correction;
            reading.Tests |= (ushort)QualityTest.Clock;
        }
    }

    public void Save(StateWriter writer)
    {
        writer.Whole(_steps.Count);
        foreach (var (position, delta) in _steps)
        {
            writer.Whole(position);
            writer.Whole(delta);
        }
    }

    public void Load(StateReader reader)
    {
        _steps.Clear();
        for (int left = reader.Count(); left > 0; left--) _steps.Add((reader.Whole(), reader.Whole()));
    }
}
