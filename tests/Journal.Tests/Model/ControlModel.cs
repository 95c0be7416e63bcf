using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace SmartCity.Journal.Tests.Model;

/// <summary>What cursors and states must be: at least what was committed, at most what was asked for.</summary>
internal sealed class ControlModel
{
    private readonly HashSet<(string, Lane, long)> _asked = [];
    private readonly HashSet<(string, Lane, long)> _committed = [];
    private readonly HashSet<(Lane, long)> _lost = [];
    private readonly List<int> _putSince = [];
    private int _state;

    public void Acknowledge(string cursor, Lane lane, long from, long to)
    {
        for (var s = from; s < to; s++) _asked.Add((cursor, lane, s));
    }

    public void Put(int value) => _putSince.Add(value);

    /// <summary>Everything asked for so far is durable.</summary>
    public void Committed()
    {
        _committed.UnionWith(_asked);
        if (_putSince.Count > 0) _state = _putSince[^1];
        _putSince.Clear();
    }

    public void CheckAfterRestart(DurableLog log, string[] cursors)
    {
        foreach (var finding in log.Recovered.Findings.Where(f => f.Lost > 0)) Lose(finding);
        var state = log.GetState("state") is { } bytes ? BitConverter.ToInt32(bytes) : 0;
        Assert.IsTrue(state == _state || _putSince.Contains(state), $"state is {state}, was {_state}");
        _putSince.Clear();
        _state = state;
        _committed.RemoveWhere(c => c.Item3 < log.Start(c.Item2));
        _asked.RemoveWhere(c => c.Item3 < log.Start(c.Item2));
        foreach (var (cursor, lane, sequence) in _committed)
            if (!log.OpenCursor(cursor).IsAcknowledged(lane, sequence)) Assert.Fail($"{cursor} forgot {lane} {sequence}");
        _asked.RemoveWhere(a => !log.CursorNames.Contains(a.Item1));
        foreach (var cursor in cursors.Where(c => log.CursorNames.Contains(c)))
            foreach (var lane in Enum.GetValues<Lane>()) Recall(log, cursor, lane);
    }

    /// <summary>Records that are lost count as acknowledged by everybody.</summary>
    public void Lose(RecoveryFinding finding)
    {
        for (var s = finding.From; s < finding.To; s++) _lost.Add((finding.Lane!.Value, s));
    }

    private void Recall(DurableLog log, string cursor, Lane lane)
    {
        for (var s = log.Start(lane); s < log.End(lane); s++)
        {
            var key = (cursor, lane, s);
            if (!log.OpenCursor(cursor).IsAcknowledged(lane, s)) _asked.Remove(key);
            else if (!_asked.Contains(key) && !_lost.Contains((lane, s))) Assert.Fail($"{cursor} never acknowledged {lane} {s}");
        }
    }
}
