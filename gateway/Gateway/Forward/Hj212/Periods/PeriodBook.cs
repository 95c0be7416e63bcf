using SmartCity.Gateway.Forward.Keys;

namespace SmartCity.Gateway.Forward.Hj212.Periods;

/// <summary>
/// The periods of all stations that are not done with: open ones, and those into which late readings may still come. A
/// period is forgotten a while after its end, once the periods before and after it had readings: then the node was not
/// away, and nothing of it is still on the way. One at the edge of a gap waits for what fills the gap, so that its
/// statistics come out whole.
/// </summary>
internal sealed class PeriodBook(PeriodClock clock, FactorTable factors, IReadOnlyList<PeriodKind> kinds)
{
    private static readonly TimeSpan Keep = TimeSpan.FromHours(3);

    /// <summary>However wide a gap, this is the longest a period waits for it.</summary>
    private static readonly TimeSpan KeepAtGap = TimeSpan.FromDays(100);

    private readonly Dictionary<PeriodKey, Period> _periods = [];
    private readonly Dictionary<(string Mn, PeriodKind Kind), SequenceSet> _seen = [];

    public int Count => _periods.Count;

    /// <summary>Takes a reading into its periods. One whose period was forgotten changes nothing any more.</summary>
    public void Add(in Sample sample, long nowMs)
    {
        if (factors.OfCode(sample.Code) is not { } factor) return;
        foreach (var kind in kinds)
        {
            var key = new PeriodKey(sample.Mn, kind, clock.Number(kind, sample.TimeMs));
            if (!_periods.TryGetValue(key, out var period))
            {
                if (!SeenOf(key).Add(key.Number, key.Number + 1)) continue;
                _periods[key] = period = new Period();
            }

            period[sample.Code].Add(factor.Averaging, sample.Value, sample.Mark, clock.Slot(kind, sample.TimeMs));
            period.Due = true;
            period.TouchedMs = nowMs;
        }
    }

    /// <summary>Periods to be sent: over, and nothing came into them for a while; in the order of their ends.</summary>
    public IReadOnlyList<PeriodKey> DueAt(long nowMs, TimeSpan settle)
    {
        var before = nowMs - (long)settle.TotalMilliseconds;
        return [.. _periods
            .Where(entry => entry.Value.Due && entry.Value.TouchedMs <= before && clock.EndMs(entry.Key.Kind, entry.Key.Number) <= before)
            .Select(entry => entry.Key)
            .OrderBy(key => clock.EndMs(key.Kind, key.Number)).ThenBy(key => key.Kind).ThenBy(key => key.Mn, StringComparer.Ordinal)];
    }

    public Period Of(PeriodKey key) => _periods[key];

    public void MarkSent(PeriodKey key)
    {
        if (!_periods.TryGetValue(key, out var period)) return;
        period.Due = false;
        period.Sent = true;
    }

    /// <summary>Lets go of periods that nothing can come into any more.</summary>
    public void Forget(long nowMs)
    {
        foreach (var (key, period) in _periods.ToArray())
        {
            var age = nowMs - clock.EndMs(key.Kind, key.Number);
            var seen = SeenOf(key);
            var between = seen.Contains(key.Number - 1) && seen.Contains(key.Number + 1);
            if (!period.Due && age > (between ? Keep : KeepAtGap).TotalMilliseconds) _periods.Remove(key);
        }
    }

    public List<PeriodState> Save() =>
        [.. _periods.Select(entry => new PeriodState(
            entry.Key.Mn, entry.Key.Kind, entry.Key.Number, entry.Value.Due, entry.Value.Sent, entry.Value.TouchedMs, [.. entry.Value.Factors]))];

    public List<SeenState> SaveSeen() =>
        [.. _seen.SelectMany(set => set.Value.Ranges.Select(range => new SeenState(set.Key.Mn, set.Key.Kind, range.From, range.To)))];

    public void Restore(PeriodState state)
    {
        var period = new Period { Due = state.Due, Sent = state.Sent, TouchedMs = state.TouchedMs };
        foreach (var factor in state.Factors) period.Restore(factor);
        _periods[new PeriodKey(state.Mn, state.Kind, state.Number)] = period;
    }

    public void Restore(SeenState state) => SeenOf(new PeriodKey(state.Mn, state.Kind, 0)).Add(state.From, state.To);

    private SequenceSet SeenOf(PeriodKey key)
    {
        if (!_seen.TryGetValue((key.Mn, key.Kind), out var set)) _seen[(key.Mn, key.Kind)] = set = new SequenceSet();
        return set;
    }
}
