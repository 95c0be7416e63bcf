using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace SmartCity.Journal.Tests.Model;

/// <summary>What a lane must hold: what was committed, and what may or may not have been.</summary>
internal sealed class LaneModel
{
    private readonly SortedDictionary<long, int> _committed = [];
    private readonly HashSet<int> _attempted = [];
    private long _end, _highest;

    public void Attempt(int payload) => _attempted.Add(payload);

    public void Commit(long sequence, int payload)
    {
        Assert.IsGreaterThanOrEqualTo(_end, sequence, "a sequence was used twice");
        Assert.IsTrue(_committed.TryAdd(sequence, payload), "a sequence was used twice");
        _highest = Math.Max(_highest, sequence + 1);
    }

    /// <summary>Only what nobody was told of may be named as lost.</summary>
    public void CheckLost(long from, long to) =>
        Assert.IsFalse(_committed.Keys.Any(s => from <= s && s < to), $"committed records among {from} to {to} are called lost");

    /// <summary>What the lane holds now, against what it must.</summary>
    public void Check(long start, long end, List<(long Sequence, int Payload)> read)
    {
        Assert.IsGreaterThanOrEqualTo(_highest, end, "the end went back");
        (_end, _highest) = (end, end);
        var found = read.ToDictionary(r => r.Sequence, r => r.Payload);
        foreach (var (sequence, payload) in _committed)
        {
            if (sequence < start) continue;
            if (!found.TryGetValue(sequence, out var there)) Assert.Fail($"committed record {sequence} is missing (start {start}, end {end})");
            if (payload != there) Assert.Fail($"record {sequence} changed");
        }
        // A record nobody was told of may have reached the disk; it counts from now on.
        foreach (var (sequence, payload) in read)
        {
            if (!_attempted.Contains(payload)) Assert.Fail($"record {sequence} was never appended");
            _committed[sequence] = payload;
        }
        foreach (var gone in _committed.Keys.Where(s => s < start).ToList()) _committed.Remove(gone);
    }
}
