namespace SmartCity.Gateway.Fleet.Rollout;

/// <summary>What is to be done next: send to these nodes, wait, or stop because it is over or a node failed.</summary>
internal readonly record struct RolloutStep(IReadOnlyList<NodeName> Send, bool IsOver, string? Halt)
{
    public static readonly RolloutStep Wait = new([], false, null);
}

/// <summary>
/// Decides the course of a configuration over the fleet: one node, then the others of its site, then all. A stage begins
/// when every node of the one before is in force; a node that refuses, or is not back in force in time, halts it all, and
/// nodes of later stages never hear of it.
/// </summary>
internal sealed class StagedRollout(IReadOnlyList<IReadOnlyList<NodeName>> stages, TimeSpan patience, TimeProvider time)
{
    private int _stage = -1;
    private long _begun;

    /// <summary>Stage under way, from 0.</summary>
    public int Stage => _stage;

    /// <summary>One node, the others of its site, all others; empty stages are left out.</summary>
    public static IReadOnlyList<IReadOnlyList<NodeName>> Plan(NodeName first, IReadOnlyCollection<NodeName> all)
    {
        IReadOnlyList<IReadOnlyList<NodeName>> plan =
            [[first], [.. all.Where(node => node.Site == first.Site && node != first)], [.. all.Where(node => node.Site != first.Site)]];
        return [.. plan.Where(stage => stage.Count > 0)];
    }

    /// <param name="outcome">How far a node of the present stage is.</param>
    public RolloutStep Next(Func<NodeName, ConfigOutcome> outcome)
    {
        if (_stage < 0) return Begin();
        var waiting = new List<NodeName>();
        foreach (var node in stages[_stage])
        {
            var (progress, text) = outcome(node);
            if (progress == ConfigProgress.Refused) return new RolloutStep([], true, $"{node}: {text}");
            if (progress == ConfigProgress.Waiting) waiting.Add(node);
        }

        if (waiting.Count == 0) return Begin();
        return time.GetElapsedTime(_begun) < patience
            ? RolloutStep.Wait
            : new RolloutStep([], true, $"{string.Join(", ", waiting)}: not back in force within {(int)patience.TotalSeconds} s");
    }

    private RolloutStep Begin()
    {
        if (++_stage == stages.Count) return new RolloutStep([], true, null);
        _begun = time.GetTimestamp();
        return new RolloutStep(stages[_stage], false, null);
    }
}
